package io.stci.groupops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.stci.core.RankSet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LineMergerPropertyTest {
    static LongStream seeds() {
        return LongStream.rangeClosed(1, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyRanksOwnOutputIsKeptThroughTwoLevels(long seed) {
        TwoLevels tree = new TwoLevels(new Random(seed), 64 + 16 * (int) seed);
        Map<Integer, String> written = tree.run();
        Map<Integer, String> seen = new HashMap<>();
        tree.output.byRank.forEach((rank, text) -> seen.put(rank, text.toString()));
        assertEquals(written, seen);
        long linesWritten =
                String.join("", written.values()).chars().filter(c -> c == '\n').count();
        assertTrue(tree.output.lines < linesWritten, "joined none of " + linesWritten);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void identicalOutputsShareEveryEntryHoweverInterleaved(long seed) {
        Random random = new Random(seed);
        int[] ranks = IntStream.range(0, 64).map(i -> i * 3 + i / 20 * 500).toArray();
        List<String> lines = randomLines(random, 100, 2 + random.nextInt(30));
        int[] progress = new int[ranks.length];
        LineMerger merger = new LineMerger(RankSet.of(ranks), 256 << 10);
        for (int left = ranks.length * lines.size(); left > 0; ) {
            int writer = random.nextInt(ranks.length);
            int count = Math.min(random.nextInt(12), lines.size() - progress[writer]);
            addLines(merger, ranks[writer], lines.subList(progress[writer], progress[writer] + count));
            progress[writer] += count;
            left -= count;
        }
        assertTrue(merger.isComplete(RankSet.of(ranks)));
        Runs runs = new Runs();
        merger.drain(runs);
        assertEquals(List.of(RankSet.of(ranks) + ":" + String.join("", lines)), runs.printed);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void joinsAsTheRuleSays(long seed) {
        Random random = new Random(seed);
        LineMerger merger = new LineMerger(RankSet.range(3, 12), 64 << 10);
        List<ModelEntry> model = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int first = 3 + random.nextInt(10);
            RankSet ranks = RankSet.range(first, Math.min(12, first + random.nextInt(3) * random.nextInt(3)));
            List<String> lines = randomLines(random, 1 + random.nextInt(4), 5);
            lines.forEach(line -> addToModel(model, ranks, line));
            byte[] data = String.join("", lines).getBytes(StandardCharsets.ISO_8859_1);
            assertEquals(data.length, merger.add(ranks, Unpooled.wrappedBuffer(data), 0, data.length));
        }
        Runs runs = new Runs();
        merger.drain(runs);
        assertEquals(printed(model), runs.printed);
    }

    private static void addLines(LineMerger merger, int rank, List<String> lines) {
        byte[] data = String.join("", lines).getBytes(StandardCharsets.ISO_8859_1);
        if (data.length > 0) {
            assertEquals(data.length, merger.add(rank, Unpooled.wrappedBuffer(data), 0, data.length, false));
        }
    }

    private static List<String> randomLines(Random random, int count, int alphabet) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int letter = random.nextInt(alphabet);
            lines.add(String.valueOf((char) ('a' + letter)).repeat(letter * 3) + "\n");
        }
        return lines;
    }

    private record ModelEntry(String line, TreeSet<Integer> ranks) {}

    private static void addToModel(List<ModelEntry> model, RankSet ranks, String line) {
        int from = 0;
        for (int i = 0; i < model.size(); i++) {
            from = model.get(i).ranks.stream().anyMatch(ranks::contains) ? i + 1 : from;
        }
        for (int i = from; i < model.size(); i++) {
            if (model.get(i).line.equals(line)) {
                ranks.forEach(model.get(i).ranks::add);
                return;
            }
        }
        TreeSet<Integer> writers = new TreeSet<>();
        ranks.forEach(writers::add);
        model.add(new ModelEntry(line, writers));
    }

    private static List<String> printed(List<ModelEntry> model) {
        List<String> runs = new ArrayList<>();
        String openRanks = "";
        for (ModelEntry entry : model) {
            int[] ranks = entry.ranks.stream().mapToInt(Integer::intValue).toArray();
            String prefix = RankSet.of(ranks) + ":";
            if (prefix.equals(openRanks)) {
                runs.add(runs.remove(runs.size() - 1) + entry.line);
            } else {
                runs.add(prefix + entry.line);
            }
            openRanks = prefix;
        }
        return runs;
    }

    /** Two junctions under a root, with batches on their way. Every step is drawn. */
    private static final class TwoLevels {
        final Runs output = new Runs();
        private final Random random;
        private final List<Junction> junctions = new ArrayList<>();
        private final LineMerger root;
        private final Map<Integer, String> written = new HashMap<>();

        TwoLevels(Random random, int capacityBytes) {
            this.random = random;
            junctions.add(new Junction(RankSet.parse("0-3,17"), capacityBytes));
            junctions.add(new Junction(RankSet.parse("4,6,2000-2003"), capacityBytes));
            root = new LineMerger(junctions.get(0).members.union(junctions.get(1).members), capacityBytes);
        }

        Map<Integer, String> run() {
            for (int i = 0; i < 2000; i++) {
                Junction junction = junctions.get(random.nextInt(2));
                switch (random.nextInt(8)) {
                    case 0 -> junction.send();
                    case 1, 2, 3 -> rootTakesRunOf(junction);
                    case 4 -> drainRootSometimes();
                    default -> junction.write();
                }
            }
            finish();
            return written;
        }

        private void drainRootSometimes() {
            if (random.nextInt(3) == 0) {
                root.drain(output);
            }
        }

        private void finish() {
            junctions.forEach(Junction::finish);
            boolean moved = true;
            while (moved) {
                moved = rootTakesRunOf(junctions.get(0)) | rootTakesRunOf(junctions.get(1));
            }
            root.drain(output);
        }

        private boolean rootTakesRunOf(Junction junction) {
            boolean held = root.openRank() >= 0 && !junction.members.contains(root.openRank());
            if (held || !junction.nextRun()) {
                return false;
            }
            while (!root.add(junction.reader)) {
                root.drain(output);
            }
            return true;
        }

        private final class Junction {
            final RankSet members;
            final OutputBatchReader reader = new OutputBatchReader();
            private final OutputBatchWriter writer = new OutputBatchWriter();
            private final LineMerger merger;
            private final List<ByteBuf> onTheWay = new ArrayList<>();

            Junction(RankSet members, int capacityBytes) {
                this.members = members;
                this.merger = new LineMerger(members, capacityBytes);
                reader.wrap(Unpooled.EMPTY_BUFFER);
            }

            void write() {
                int[] ranks = members.toArray();
                int rank = merger.openRank() >= 0 ? merger.openRank() : ranks[random.nextInt(ranks.length)];
                boolean lineContinues = random.nextInt(merger.openRank() >= 0 ? 2 : 10) == 0;
                List<String> lines = randomLines(random, 1 + random.nextInt(6), 4);
                add(rank, lineContinues ? "p".repeat(1 + random.nextInt(40)) : String.join("", lines), lineContinues);
            }

            void send() {
                ByteBuf batch = Unpooled.buffer();
                writer.begin(batch);
                merger.drain(writer);
                onTheWay.add(batch);
            }

            void finish() {
                if (merger.openRank() >= 0) {
                    add(merger.openRank(), "\n", false);
                }
                send();
            }

            boolean nextRun() {
                while (!reader.next()) {
                    if (onTheWay.isEmpty()) {
                        return false;
                    }
                    reader.wrap(onTheWay.remove(0));
                }
                return true;
            }

            private void add(int rank, String text, boolean lineContinues) {
                written.merge(rank, text, String::concat);
                ByteBuf data = Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
                int taken = 0;
                while (taken < text.length()) {
                    taken += merger.add(rank, data, taken, text.length() - taken, lineContinues);
                    if (merger.isFull()) {
                        send();
                    }
                }
            }
        }
    }
}
