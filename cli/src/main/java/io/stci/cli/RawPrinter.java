package io.stci.cli;

import io.stci.core.RankSet;
import java.io.IOException;

/** The bytes as they come. */
final class RawPrinter implements Printer {
    private final BatchingOutput output;

    RawPrinter(BatchingOutput output) {
        this.output = output;
    }

    @Override
    public void write(RankSet ranks, byte[] data, int offset, int length, boolean lineContinues) throws IOException {
        output.write(data, offset, length);
    }
}
