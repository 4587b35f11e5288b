package io.stci.agents;

import io.stci.core.RankSet;
import io.stci.session.OutputSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A sink that remembers what it was given, in order and by rank. Threads: a rank's output may be read while more comes. */
final class RecordedOutput implements OutputSink {
    final List<String> runs = new ArrayList<>();
    final Map<Integer, ByteArrayOutputStream> byRank = new TreeMap<>();
    IOException failure;

    @Override
    public synchronized void write(RankSet ranks, byte[] data, int offset, int length, boolean lineContinues)
            throws IOException {
        if (failure != null) {
            throw failure;
        }
        runs.add("[" + ranks + "] " + new String(data, offset, length, StandardCharsets.UTF_8));
        ranks.forEach(rank ->
                byRank.computeIfAbsent(rank, key -> new ByteArrayOutputStream()).write(data, offset, length));
    }

    @Override
    public void beginGroup(RankSet ranks, long bytes) {
        runs.add("group [" + ranks + "] " + bytes);
    }

    synchronized String ofRank(int rank) {
        ByteArrayOutputStream bytes = byRank.get(rank);
        return bytes == null ? "" : bytes.toString(StandardCharsets.UTF_8);
    }
}
