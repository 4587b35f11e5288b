package io.stci.cli;

import io.stci.core.RankSet;
import java.io.IOException;

/** Each distinct whole output once, below a header that names its ranks and how many they are. Empty outputs don't appear. */
final class GatherPrinter implements Printer {
    private static final String RULE = "---------------\n";

    private final BatchingOutput output;
    private boolean midLine;

    GatherPrinter(BatchingOutput output) {
        this.output = output;
    }

    @Override
    public void beginGroup(RankSet ranks, long bytes) throws IOException {
        endLine();
        if (bytes > 0) {
            output.print(RULE + "[" + ranks + "] (" + ranks.size() + ")\n" + RULE);
        }
    }

    @Override
    public void write(RankSet ranks, byte[] data, int offset, int length, boolean lineContinues) throws IOException {
        if (length > 0) {
            output.write(data, offset, length);
            midLine = data[offset + length - 1] != '\n';
        }
    }

    @Override
    public void finish(RankSet ranks) throws IOException {
        endLine();
    }

    private void endLine() throws IOException {
        if (midLine) {
            output.print("\n");
            midLine = false;
        }
    }
}
