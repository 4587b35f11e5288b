package io.stci.groupops;

import io.stci.core.RankSet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps the runs that a merger hands over, printed as {@code ranks:data} with {@code >} behind a line that continues. */
final class Runs implements RunConsumer {
    final List<String> printed = new ArrayList<>();
    final Map<Integer, StringBuilder> byRank = new HashMap<>();
    int lines;
    private int openRank = -1;

    @Override
    public void run(int rank, byte[] data, int offset, int length, boolean lineContinues) {
        if (openRank >= 0 && rank != openRank) {
            throw new AssertionError("rank " + rank + " within the line of rank " + openRank);
        }
        openRank = lineContinues ? rank : -1;
        keep(RankSet.of(rank), text(data, offset, length), lineContinues ? ">" : "");
    }

    @Override
    public void run(RankSet ranks, byte[] data, int offset, int length) {
        if (openRank >= 0 || ranks.size() < 2) {
            throw new AssertionError("run of " + ranks + " while rank " + openRank + " is open");
        }
        keep(ranks, text(data, offset, length), "");
    }

    private void keep(RankSet ranks, String text, String mark) {
        printed.add(ranks + ":" + text + mark);
        lines += (int) text.chars().filter(c -> c == '\n').count();
        ranks.forEach(
                rank -> byRank.computeIfAbsent(rank, key -> new StringBuilder()).append(text));
    }

    private static String text(byte[] data, int offset, int length) {
        return new String(data, offset, length, StandardCharsets.ISO_8859_1);
    }
}
