package io.stci.session.tool;

import java.util.Arrays;

/** Records as they travel: behind a byte of no meaning, as nothing empty travels. */
final class Records {
    private Records() {}

    static byte[] framed(byte[] record) {
        byte[] framed = new byte[record.length + 1];
        System.arraycopy(record, 0, framed, 1, record.length);
        return framed;
    }

    static byte[] unframed(byte[] framed) {
        return Arrays.copyOfRange(framed, 1, framed.length);
    }
}
