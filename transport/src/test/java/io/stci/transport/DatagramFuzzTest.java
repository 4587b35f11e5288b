package io.stci.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that comes may break anything but its own link, throw, or leak. The bench checks the latter when it closes. */
class DatagramFuzzTest {
    private static final int FRAMES = 500;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsNoDatagramOfOursHarmsNoLink(long seed) {
        Random random = new Random(seed);
        LossyBench bench = bench(seed);
        Recorder received = new Recorder();
        Bench.Pair pair = bench.pair(new Recorder(), received);
        List<Passed> seen = observe(bench);
        send(bench, pair);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes =
                    random.nextBoolean() ? FrameBytes.random(random, random.nextInt(1500)) : altered(seen, random);
            injectEverywhere(bench, seen, bytes, random);
        }
        bench.awaitUntil("all arrived, seed " + seed, () -> received.frames() == FRAMES);
        assertTrue(pair.left().isOpen() && pair.right().isOpen(), "seed " + seed);
        assertTrue(bench.left().corruptDatagrams() > 0);
        bench.close();
    }

    /** With a right checksum an altered datagram may end its link, as its ids are right; and only that. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26})
    void whatIsAlteredByAPeerEndsItsLinkAtMost(long seed) {
        Random random = new Random(seed);
        LossyBench bench = bench(seed);
        Bench.Pair bystander = bench.pair();
        Recorder received = new Recorder();
        Bench.Pair pair = bench.pair(new Recorder(), received);
        List<Passed> seen = observe(bench);
        send(bench, pair);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = sealed(altered(seen, random));
            Passed model = seen.get(random.nextInt(seen.size()));
            bench.network().inject(model.from(), model.to(), bytes);
            if (i % 50 == 0) {
                bench.time().advance(1, TimeUnit.MILLISECONDS);
            }
        }
        assertEquals(List.of(), bench.network().failures(), "seed " + seed);
        assertTrue(bystander.left().isOpen() && bystander.right().isOpen(), "seed " + seed);
        bench.close();
    }

    @Test
    void theSameSeedRunsTheSameWay() {
        assertEquals(trace(42), trace(42));
    }

    private static List<Integer> trace(long seed) {
        LossyBench bench = bench(seed);
        List<Passed> seen = observe(bench);
        Bench.Pair pair = bench.pair();
        send(bench, pair);
        bench.time().advance(1, TimeUnit.SECONDS);
        bench.close();
        return seen.stream().map(passed -> Arrays.hashCode(passed.bytes())).toList();
    }

    private record Passed(Address from, Address to, byte[] bytes) {}

    private static LossyBench bench(long seed) {
        return new LossyBench(seed, 0.05, 0.05, LinkLimits.DEFAULT);
    }

    private static List<Passed> observe(LossyBench bench) {
        List<Passed> seen = new ArrayList<>();
        bench.network().tap((from, to, bytes) -> {
            seen.add(new Passed(from, to, bytes));
            return bytes;
        });
        return seen;
    }

    private static void send(LossyBench bench, Bench.Pair pair) {
        bench.run(bench.left(), () -> {
            for (int i = 0; i < FRAMES; i++) {
                pair.left().vc().send(bench.frame(Lane.DATA, i, 1000), Lane.DATA);
            }
        });
    }

    private static void injectEverywhere(LossyBench bench, List<Passed> seen, byte[] bytes, Random random) {
        Passed model = seen.get(random.nextInt(seen.size()));
        bench.network().inject(model.from(), model.to(), bytes);
        bench.network().inject(model.to(), model.from(), bytes);
    }

    /** Something that was seen, with a few bytes changed, or cut short. */
    private static byte[] altered(List<Passed> seen, Random random) {
        byte[] bytes = seen.get(random.nextInt(seen.size())).bytes().clone();
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
        for (int i = random.nextInt(4); i > 0; i--) {
            bytes[random.nextInt(bytes.length)] ^= (byte) random.nextInt(256);
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }

    private static byte[] sealed(byte[] datagram) {
        if (datagram.length < Datagrams.BODY) {
            return datagram;
        }
        ByteBuf buffer = Unpooled.wrappedBuffer(datagram);
        Datagrams.seal(buffer);
        return datagram;
    }
}
