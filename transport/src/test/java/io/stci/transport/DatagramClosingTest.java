package io.stci.transport;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Links end at any moment, in any way, over a network that loses; the bench checks that nothing stays behind. */
class DatagramClosingTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void nothingLeaksWheneverALinkEnds(long seed) {
        Random random = new Random(seed);
        LossyBench bench = new LossyBench(seed, random.nextDouble() * 0.3, 0.1, LinkLimits.DEFAULT);
        for (int i = 0; i < 10; i++) {
            Recorder listening = new Recorder();
            Transport.Endpoint endpoint = bench.listen(hello -> listening);
            Recorder connecting = bench.connect(endpoint.address(), 1, new Recorder());
            sendLater(bench, listening, random);
            sendLater(bench, connecting, random);
            pass(bench, random, 8);
            sendSome(bench, listening, random);
            sendSome(bench, connecting, random);
            pass(bench, random, 40);
            end(bench, random.nextBoolean() ? listening : connecting, random);
            end(bench, random.nextBoolean() ? listening : connecting, random);
            if (random.nextBoolean()) {
                endpoint.close();
            }
        }
        pass(bench, random, 100);
        if (random.nextBoolean()) {
            bench.network().lose(1);
            pass(bench, random, 20_000);
        }
        bench.close();
    }

    private static void pass(LossyBench bench, Random random, int mostMs) {
        bench.time().advance(random.nextInt(mostMs), TimeUnit.MILLISECONDS);
    }

    private static void sendSome(LossyBench bench, Recorder from, Random random) {
        if (from.isOpen()) {
            for (int i = random.nextInt(10); i > 0; i--) {
                Lane lane = Lane.values()[random.nextInt(3)];
                from.vc().send(bench.frame(lane, i, random.nextInt(20_000)), lane);
            }
            if (random.nextInt(100) == 0) {
                from.vc().close();
            }
        }
    }

    /** Also between the end of a link and its news. */
    private static void sendLater(LossyBench bench, Recorder from, Random random) {
        for (int i = 0; i < 50; i++) {
            Runnable send = () -> sendSome(bench, from, random);
            bench.left().scheduler().schedule(TimeUnit.MILLISECONDS.toNanos(random.nextInt(60)), send);
        }
    }

    private static void end(LossyBench bench, Recorder link, Random random) {
        if (link.wasOpened()) {
            switch (random.nextInt(3)) {
                case 0 -> link.vc().close();
                case 1 -> link.vc().refuse(ClosingContract.WHY);
                default -> pass(bench, random, 10);
            }
        }
    }
}
