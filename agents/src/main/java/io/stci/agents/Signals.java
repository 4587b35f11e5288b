package io.stci.agents;

import io.stci.core.Status;
import io.stci.core.StciException;

/** The signals of Linux (x86, Arm, POWER, s390, RISC-V; MIPS, Alpha and SPARC number some otherwise). Threads: pure. */
public final class Signals {
    public static final int SIGKILL = 9;
    public static final int SIGTERM = 15;

    /** Signals are numbered from 1 to this. */
    public static final int MAX = 64;

    private static final String PREFIX = "SIG";
    private static final int FIRST_REAL_TIME = 34;

    private static final String[] NAMES = {
        "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
        "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF",
        "WINCH", "IO", "PWR", "SYS"
    };

    private Signals() {}

    /** Such as {@code SIGKILL}, {@code SIGRTMIN+1}; {@code SIG32} for a number without a name. */
    public static String name(int number) {
        if (number > 0 && number < NAMES.length) {
            return PREFIX + NAMES[number];
        }
        if (number == FIRST_REAL_TIME) {
            return "SIGRTMIN";
        }
        boolean realTime = number > FIRST_REAL_TIME && number <= MAX;
        return realTime ? "SIGRTMIN+" + (number - FIRST_REAL_TIME) : PREFIX + number;
    }

    /**
     * The inverse of {@link #name}; the leading {@code SIG} may be left out.
     *
     * @throws StciException INVALID_ARGUMENT if no signal is called so
     */
    public static int number(String name) {
        String full = name.startsWith(PREFIX) ? name : PREFIX + name;
        for (int number = 1; number <= MAX; number++) {
            if (name(number).equals(full)) {
                return number;
            }
        }
        throw new StciException(
                Status.INVALID_ARGUMENT,
                "signal '" + name + "'",
                "is not one of Linux",
                "write it like SIGTERM or TERM");
    }
}
