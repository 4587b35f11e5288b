package io.stci.groupops.filter.kit;

import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.filter.Filter;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Bytes that nobody encoded: at random, or values that are cut short, altered, put together wrongly, or too long. */
final class MalformedCheck<I, V> {
    private static final int VARIANTS = 20;
    private static final int MAX_RANDOM_BYTES = 80;

    private final Trial<I, V> trial;
    private final Filter<I, V> filter;
    private int tried;
    private int refused;

    MalformedCheck(Trial<I, V> trial) {
        this.trial = trial;
        this.filter = trial.newFilter();
    }

    int tried() {
        return tried;
    }

    int refused() {
        return refused;
    }

    void run(int rounds) {
        tryOut(new byte[0], valid(trial.random("malformed", -1)));
        for (int round = 0; round < rounds; round++) {
            SplittableRandom random = trial.random("malformed", round);
            byte[] one = valid(random);
            byte[] other = valid(random);
            for (int i = 0; i < VARIANTS; i++) {
                tryOut(atRandom(random), one);
                tryOut(Arrays.copyOf(one, random.nextInt(one.length + 1)), one);
                tryOut(altered(random, one), one);
                tryOut(joined(random, one, other), one);
                tryOut(Arrays.copyOf(one, one.length + 1 + random.nextInt(16)), one);
            }
        }
    }

    private byte[] valid(SplittableRandom random) {
        V value = trial.lift(filter, 0, random.nextLong());
        for (int rank = 1 + random.nextInt(5); rank > 0; rank--) {
            value = trial.merge(filter, value, trial.lift(filter, rank, random.nextLong()));
        }
        return trial.encode(filter, value);
    }

    private static byte[] atRandom(SplittableRandom random) {
        byte[] bytes = new byte[random.nextInt(MAX_RANDOM_BYTES)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] altered(SplittableRandom random, byte[] valid) {
        byte[] bytes = valid.clone();
        for (int flips = bytes.length == 0 ? 0 : 1 + random.nextInt(3); flips > 0; flips--) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private static byte[] joined(SplittableRandom random, byte[] head, byte[] tail) {
        int from = random.nextInt(tail.length + 1);
        int kept = random.nextInt(head.length + 1);
        byte[] bytes = Arrays.copyOf(head, kept + tail.length - from);
        System.arraycopy(tail, from, bytes, kept, tail.length - from);
        return bytes;
    }

    private void tryOut(byte[] bytes, byte[] valid) {
        tried++;
        byte[] given = bytes.clone();
        try {
            V value = filter.decode(given);
            trial.checkUnchanged(bytes, given);
            use(value, bytes, valid);
        } catch (StciException e) {
            trial.checkUnchanged(bytes, given);
            checkStatus(e, bytes);
            refused++;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw trial.failure("decode of malformed " + trial.show(bytes) + " throws " + e, e);
        }
    }

    /** What was taken for a value must not harm a node: it may be refused later, with a reason. */
    private void use(V value, byte[] bytes, byte[] valid) {
        try {
            filter.encode(filter.merge(value, trial.decode(filter, valid)));
            filter.encode(filter.merge(trial.decode(filter, valid), filter.decode(bytes.clone())));
        } catch (StciException e) {
            return;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw trial.failure("what malformed " + trial.show(bytes) + " decode to can't be merged: " + e, e);
        }
    }

    private void checkStatus(StciException refusal, byte[] bytes) {
        if (refusal.status() != Status.PROTOCOL_ERROR) {
            throw trial.failure(
                    "decode refuses malformed " + trial.show(bytes) + " as " + refusal.status()
                            + ", not as PROTOCOL_ERROR",
                    refusal);
        }
    }
}
