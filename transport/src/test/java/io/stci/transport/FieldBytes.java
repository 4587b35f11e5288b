package io.stci.transport;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Single fields of a frame, as protobuf writes them. */
final class FieldBytes {
    private FieldBytes() {}

    static byte[] fixed32(int field, int value) throws IOException {
        return write(out -> out.writeFixed32(field, value));
    }

    static byte[] fixed64(int field, long value) throws IOException {
        return write(out -> out.writeFixed64(field, value));
    }

    static byte[] payload(ByteString content) throws IOException {
        return write(out -> out.writeBytes(15, content));
    }

    /**
     * A payload whose length takes more bytes than it needs.
     *
     * @param content shorter than 128 bytes
     */
    static byte[] payload(ByteString content, int paddingBytes) throws IOException {
        return write(out -> {
            out.writeTag(15, 2);
            out.write((byte) (paddingBytes == 0 ? content.size() : content.size() | 0x80));
            for (int i = 1; i <= paddingBytes; i++) {
                out.write((byte) (i == paddingBytes ? 0 : 0x80));
            }
            out.writeRawBytes(content);
        });
    }

    private interface Writer {
        void write(CodedOutputStream out) throws IOException;
    }

    private static byte[] write(Writer writer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        writer.write(out);
        out.flush();
        return bytes.toByteArray();
    }
}
