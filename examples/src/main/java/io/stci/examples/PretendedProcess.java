package io.stci.examples;

import io.stci.groupops.filter.CallPath;
import java.util.List;

/** A process of a solver that has stopped getting on: one turns in a loop, its neighbours wait for it, the others for these. */
final class PretendedProcess {
    private PretendedProcess() {}

    /**
     * Of both its threads.
     *
     * @param distance in ranks from the process that turns
     */
    static List<CallPath> callPaths(int distance) {
        return List.of(solver(Math.abs(distance)), progress(distance));
    }

    private static CallPath solver(int distance) {
        return switch (distance) {
            case 0 -> CallPath.of("main", "solve", "relax", "update_cell");
            case 1 -> CallPath.of("main", "solve", "exchange_halo", "receive", "poll");
            default -> CallPath.of("main", "solve", "barrier", "poll");
        };
    }

    private static CallPath progress(int distance) {
        return distance % 8 == 0
                ? CallPath.of("start_thread", "progress", "handle_message", "copy")
                : CallPath.of("start_thread", "progress", "epoll_wait");
    }
}
