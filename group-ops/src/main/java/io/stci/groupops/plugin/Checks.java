package io.stci.groupops.plugin;

import java.util.Collection;
import java.util.Map;

/**
 * What the classes of a filter jar call as they run: in front of every jump backward, at the start of every method, before
 * every array, around calls into the JDK that may do a lot, and where exceptions are caught. Public only because their code, which was changed so, lies in other packages; nobody else calls it.
 *
 * <p>A step costs a decrement. Every so many steps clock and allocation are read; how many adapts, so that a look is taken
 * about 32 times within the time of a budget, or every 4,096 steps. An array counts as one step for each 64 bytes, so a large
 * one has a look taken before it is made; so do texts and collections that the JDK is given.
 *
 * <p>Beyond the budget every further step throws {@link BudgetExceeded}, until the call is over. Outside of calls all do: what a
 * filter left behind on another thread ends at its next step.
 *
 * <p>Should the clock stand still, as virtual time does within a task, a call still ends after 4 steps for each nanosecond
 * that it may take.
 *
 * <p>Threads: that of the node that loaded the jar.
 */
public final class Checks {
    private static final int FIRST_INTERVAL = 64;
    private static final int MIN_INTERVAL = 16;
    private static final int MAX_INTERVAL = 4096;
    private static final int LOOKS = 32;
    private static final int CAUGHT_STEPS = 256;
    private static final int STEPS_PER_NS = 4;
    private static final int BYTES_PER_STEP_BITS = 6;
    private static final long MAX_STEPS_AT_ONCE = 1L << 26;
    private static final String OVER_STACK = "ran out of stack";
    private static final BudgetExceeded OUTSIDE = new BudgetExceeded("runs outside of a call", false);
    private static final BudgetExceeded AGAIN = new BudgetExceeded("has used up its budget", false);

    private final Meters meters;
    private final Budget budget;
    private final String overTime;
    private final String overBytes;
    /** Steps until the next look; negative while nothing may run. */
    private int left = -1;

    private boolean running;
    private boolean closed;
    private int interval;
    private long steps;
    private long startNs;
    private long startBytes;
    private long lastNs;
    private long lastBytes;
    /** Within a look; or since one, if a stack that ran over has cut it short. */
    private boolean looking;
    /** Why the running call has to end; null while it may go on. */
    private String exceeded;

    Checks(Meters meters, Budget budget) {
        this.meters = meters;
        this.budget = budget;
        this.overTime = "ran longer than " + budget.timeText();
        this.overBytes = "allocated more than " + budget.bytesText();
    }

    /** Those of the jar that the class came from. */
    public static Checks of(Class<?> type) {
        return ((FilterClassLoader) type.getClassLoader()).checks();
    }

    /** A step. */
    public void step() {
        if (--left < 0) {
            look(0);
        }
    }

    /**
     * An array is about to be made.
     *
     * @param elementBytes what one element takes
     * @return the length, as it was
     */
    public int array(int length, int elementBytes) {
        allocate((long) length * elementBytes);
        return length;
    }

    /**
     * An array of arrays is about to be made.
     *
     * @param descriptor its type's
     */
    public void arrays(int[] lengths, String descriptor) {
        allocate(ArrayBytes.of(lengths, descriptor));
    }

    /** An exception was caught, which takes as long as many steps; more so if the stack has run over. */
    public void caught() {
        left -= CAUGHT_STEPS;
        if (left < 0) {
            look(0);
        }
    }

    /** A text was made. */
    public String text(String made) {
        return bulk(made);
    }

    /** A text is handed to the JDK, which may copy it: its characters are steps, as an array's bytes are. */
    public String bulk(String given) {
        handled(given == null ? 0 : given.length());
        return given;
    }

    /** A text is handed to the JDK. */
    public CharSequence bulk(CharSequence given) {
        handled(isOfTheJdk(given) ? given.length() : 0);
        return given;
    }

    /** A collection is handed to the JDK. */
    public Collection<?> bulk(Collection<?> given) {
        handled(isOfTheJdk(given) ? (long) given.size() * ArrayBytes.REFERENCE : 0);
        return given;
    }

    /** A map is handed to the JDK. */
    public Map<?, ?> bulk(Map<?, ?> given) {
        handled(isOfTheJdk(given) ? (long) given.size() * ArrayBytes.REFERENCE : 0);
        return given;
    }

    /** {@link String#repeat}, once it is known that the budget has room for it. */
    public String repeat(String text, int count) {
        allocate((long) text.length() * count);
        return text.repeat(count);
    }

    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    void begin() {
        if (running) {
            throw new IllegalStateException("a call of this jar is running already");
        }
        exceeded = null;
        looking = false;
        steps = 0;
        interval = FIRST_INTERVAL;
        startNs = meters.nowNs().getAsLong();
        startBytes = meters.allocatedBytes().getAsLong();
        lastNs = startNs;
        lastBytes = startBytes;
        running = true;
        left = interval;
    }

    /** Takes a last look. Nothing of the jar may run from here on. Returns why the call had to end, null if it was in time. */
    String end() {
        running = false;
        left = -1;
        if (exceeded == null) {
            measure(meters.nowNs().getAsLong(), meters.allocatedBytes().getAsLong());
        }
        return exceeded;
    }

    /**
     * Throws without a call where it can: the stack may be about to run over. A look that this cut short ends the filter's call,
     * for who catches that at each level, and calls again, would come back after two to the power of the levels.
     */
    private void look(long pendingBytes) {
        left = -1;
        if (!running) {
            throw OUTSIDE;
        }
        if (looking) {
            exceeded = OVER_STACK;
        }
        if (exceeded != null) {
            throw AGAIN;
        }
        looking = true;
        long nowNs = meters.nowNs().getAsLong();
        long bytes = meters.allocatedBytes().getAsLong();
        steps += interval;
        measure(nowNs, bytes + pendingBytes);
        looking = false;
        if (exceeded != null) {
            throw new BudgetExceeded(exceeded, true);
        }
        adapt(nowNs, bytes);
        left = interval;
    }

    private void measure(long nowNs, long bytes) {
        boolean tooManySteps = nowNs == startNs && steps / STEPS_PER_NS > budget.timeNs();
        if (nowNs - startNs > budget.timeNs() || tooManySteps) {
            exceeded = overTime;
        } else if (bytes - startBytes > budget.bytes()) {
            exceeded = overBytes;
        }
    }

    private void adapt(long nowNs, long bytes) {
        boolean soon = nowNs - lastNs < budget.timeNs() / LOOKS && bytes - lastBytes < budget.bytes() / LOOKS;
        interval = soon ? Math.min(interval * 2, MAX_INTERVAL) : Math.max(interval / 2, MIN_INTERVAL);
        lastNs = nowNs;
        lastBytes = bytes;
    }

    /** A negative length counts as nothing: making the array throws. */
    private void allocate(long bytes) {
        spend(bytes);
        if (left < 0) {
            look(bytes);
        }
    }

    private void handled(long bytes) {
        spend(bytes);
        if (left < 0) {
            look(0);
        }
    }

    /** The filter's own would be called once more than it was meant to be. */
    private static boolean isOfTheJdk(Object given) {
        return given != null && given.getClass().getClassLoader() == null;
    }

    private void spend(long bytes) {
        left -= 1 + (int) Math.min(Math.max(bytes, 0) >> BYTES_PER_STEP_BITS, MAX_STEPS_AT_ONCE);
    }
}
