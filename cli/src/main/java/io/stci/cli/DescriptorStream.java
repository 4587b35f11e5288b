package io.stci.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Standard output or standard error, unbuffered, and with errors told apart (a PrintStream would swallow them).
 *
 * <p>On a pipe or socket whose reader is gone a write throws {@link ClosedOutputException}. The kind of descriptor decides
 * that rather than the message of the error, which is in the user's language.
 */
final class DescriptorStream extends OutputStream {
    private final FileOutputStream stream;
    private final Path link;

    private DescriptorStream(FileDescriptor descriptor, int number) {
        stream = new FileOutputStream(descriptor);
        link = Path.of("/proc/self/fd/" + number);
    }

    static DescriptorStream stdout() {
        return new DescriptorStream(FileDescriptor.out, 1);
    }

    static DescriptorStream stderr() {
        return new DescriptorStream(FileDescriptor.err, 2);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
        try {
            stream.write(data, offset, length);
        } catch (IOException e) {
            throw isPipe() || isBrokenPipe(e) ? new ClosedOutputException(e) : e;
        }
    }

    private static boolean isBrokenPipe(IOException e) {
        return String.valueOf(e.getMessage()).contains("Broken pipe");
    }

    private boolean isPipe() {
        try {
            String target = Files.readSymbolicLink(link).toString();
            return target.startsWith("pipe:") || target.startsWith("socket:");
        } catch (IOException | UnsupportedOperationException e) {
            // No /proc here: then only the message is left to judge by.
            return false;
        }
    }
}
