package io.stci.cli;

import io.stci.core.RankSet;
import java.io.IOException;

/** Each line with the ranks that wrote it before it; a long line that comes in pieces gets one label, at its start. */
final class LinePrinter implements Printer {
    private final BatchingOutput output;
    private final Labels labels = new Labels();
    private final ByteBuilder labelled = new ByteBuilder(8 * 1024);
    private boolean midLine;

    LinePrinter(BatchingOutput output) {
        this.output = output;
    }

    @Override
    public void write(RankSet ranks, byte[] data, int offset, int length, boolean lineContinues) throws IOException {
        ByteBuilder label = labels.of(ranks);
        labelled.clear();
        int end = offset + length;
        for (int at = offset; at < end; ) {
            int next = lineEnd(data, at, end);
            if (!midLine) {
                labelled.append(label.array(), 0, label.length());
            }
            labelled.append(data, at, next - at);
            midLine = false;
            at = next;
        }
        midLine = lineContinues;
        output.write(labelled.array(), 0, labelled.length());
    }

    private static int lineEnd(byte[] data, int from, int end) {
        for (int i = from; i < end; i++) {
            if (data[i] == '\n') {
                return i + 1;
            }
        }
        return end;
    }
}
