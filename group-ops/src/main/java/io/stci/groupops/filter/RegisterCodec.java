package io.stci.groupops.filter;

import java.nio.ByteBuffer;

/**
 * Registers of a distinct count as they travel: all of them or, where that is shorter, the place (2 bytes) and content (1
 * byte) of those that are not 0, by rising place. The length says which of the two: the latter is always less than all.
 */
final class RegisterCodec {
    private static final int ENTRY_BYTES = Short.BYTES + 1;

    private final String filter;
    private final int precision;

    RegisterCodec(String filter, int precision) {
        this.filter = filter;
        this.precision = precision;
    }

    byte[] encode(byte[] registers) {
        int used = 0;
        for (byte register : registers) {
            used += register != 0 ? 1 : 0;
        }
        return used * ENTRY_BYTES < registers.length ? sparse(registers, used) : registers.clone();
    }

    byte[] decode(byte[] encoded) {
        byte[] registers = encoded.length == 1 << precision ? encoded.clone() : spread(encoded);
        for (byte register : registers) {
            check(register & 0xff);
        }
        return registers;
    }

    private static byte[] sparse(byte[] registers, int used) {
        ByteBuffer out = ByteBuffer.allocate(used * ENTRY_BYTES);
        for (int i = 0; i < registers.length; i++) {
            if (registers[i] != 0) {
                out.putShort((short) i).put(registers[i]);
            }
        }
        return out.array();
    }

    private byte[] spread(byte[] encoded) {
        byte[] registers = new byte[1 << precision];
        int entries = Refusals.elements(filter, encoded, ENTRY_BYTES);
        if (encoded.length > registers.length) {
            throw Refusals.malformed(filter, "has " + encoded.length + " bytes");
        }
        ByteBuffer in = ByteBuffer.wrap(encoded);
        int next = 0;
        for (int i = 0; i < entries; i++) {
            int place = in.getShort() & 0xffff;
            byte register = in.get();
            if (place < next || place >= registers.length || register == 0) {
                throw Refusals.malformed(filter, "has entries that are out of order or range");
            }
            registers[place] = register;
            next = place + 1;
        }
        return registers;
    }

    /**
     * Refuses what can't come of adding hashes, which the library gives no promise for: a register is the place u of the
     * highest bit seen, from p - 1 on, and whether each of the two below it was seen, of which there are less next to p - 1.
     */
    private void check(int register) {
        int lowest = 4 * (precision - 1);
        boolean possible = register == 0
                || register == lowest
                || register == lowest + 4
                || register == lowest + 6
                || register >= lowest + 8;
        if (!possible) {
            throw Refusals.malformed(filter, "has a register of " + register);
        }
    }
}
