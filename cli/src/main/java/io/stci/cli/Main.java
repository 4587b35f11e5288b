package io.stci.cli;

import io.stci.agents.LocalSessions;
import java.time.Clock;

/** The {@code stci} command; the start script at the root of the repository runs it. */
public final class Main {
    private Main() {}

    /** Runs the command line and ends the process with its exit status. */
    public static void main(String[] words) {
        System.exit(Cli.run(surroundings(), words));
    }

    static Surroundings surroundings() {
        return new Surroundings(
                System.in,
                DescriptorStream.stdout(),
                DescriptorStream.stderr(),
                Terminal.of(System.getProperties()),
                LocalSessions::open,
                SignalHandlers::handle,
                Runtime.getRuntime()::halt,
                Descriptors::limit,
                Clock.systemDefaultZone(),
                System.getProperty("user.dir"),
                RawWords::check);
    }
}
