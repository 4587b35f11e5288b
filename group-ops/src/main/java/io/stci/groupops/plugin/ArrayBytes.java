package io.stci.groupops.plugin;

/** What an array takes, about. */
final class ArrayBytes {
    static final int REFERENCE = 4;
    private static final int HEADER = 16;
    private static final long MANY = 1L << 50;

    private ArrayBytes() {}

    /**
     * Of an array of arrays with all its rows; very many where that is more than 2^50.
     *
     * @param lengths of each dimension that is made; with a negative one nothing is
     * @param descriptor its type's, of as many dimensions or more
     */
    static long of(int[] lengths, String descriptor) {
        long arrays = 1;
        long bytes = 0;
        for (int i = 0; i < lengths.length; i++) {
            if (lengths[i] < 0) {
                return 0;
            }
            if (lengths[i] > MANY / Math.max(arrays, 1)) {
                return MANY;
            }
            long elements = arrays * lengths[i];
            bytes += arrays * HEADER + elements * ofElement(descriptor.charAt(i + 1));
            arrays = elements;
        }
        return bytes;
    }

    /** @param type the first character of its descriptor */
    static int ofElement(char type) {
        return switch (type) {
            case 'Z', 'B' -> Byte.BYTES;
            case 'C', 'S' -> Short.BYTES;
            case 'I', 'F' -> Integer.BYTES;
            case 'J', 'D' -> Long.BYTES;
            default -> REFERENCE;
        };
    }
}
