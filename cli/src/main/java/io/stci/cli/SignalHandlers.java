package io.stci.cli;

import java.util.function.IntConsumer;
import sun.misc.Signal;

/** The three signals by which users and schedulers end a program. One that was ignored at the start stays ignored. */
@SuppressWarnings("sunapi")
final class SignalHandlers {
    private static final String[] NAMES = {"INT", "TERM", "HUP"};

    private SignalHandlers() {}

    /** Hands the number of each signal to the handler, on a thread of the JVM's. Replaces the handler before. */
    static void handle(IntConsumer handler) {
        for (String name : NAMES) {
            Signal.handle(new Signal(name), signal -> handler.accept(signal.getNumber()));
        }
    }
}
