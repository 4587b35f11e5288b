package io.stci.groupops.plugin;

import java.util.List;

/** Which errors are not the filter's alone. */
final class FatalErrors {
    private static final List<String> OF_THE_WHOLE_PROCESS =
            List.of("Metaspace", "Compressed class space", "GC overhead limit", "native thread");

    private FatalErrors() {}

    /** Throws it if it is about the JVM, or ends the thread. */
    static void passOn(Throwable thrown) {
        if (thrown instanceof VirtualMachineError error && !isOfTheCall(error)) {
            throw error;
        }
        if (thrown instanceof Error error && thrown.getClass().getName().equals("java.lang.ThreadDeath")) {
            throw error;
        }
    }

    /** A stack that ran over is unwound by now; an array that found no room is not there. */
    private static boolean isOfTheCall(VirtualMachineError error) {
        if (error instanceof StackOverflowError) {
            return true;
        }
        String message = String.valueOf(error.getMessage());
        return error instanceof OutOfMemoryError
                && OF_THE_WHOLE_PROCESS.stream().noneMatch(message::contains);
    }
}
