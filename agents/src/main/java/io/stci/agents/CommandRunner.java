package io.stci.agents;

import io.stci.session.Outcome;
import io.stci.wire.ExecSpec;

/** Runs the commands of agents: on the operating system, or as a test's script in virtual time. */
interface CommandRunner {
    /**
     * Starts a command. Called on the node's thread, which it doesn't block.
     *
     * @param mode how the output is to be cut into records
     */
    Running start(CommandSpec spec, ExecSpec.Mode mode, Listener listener);

    /** A started command. Called on the node's thread; no method blocks it. */
    interface Running {
        /**
         * Writes to the command's standard input.
         *
         * @param taken run on the node's thread once the command has taken the bytes, or never will
         */
        void stdin(byte[] data, Runnable taken);

        /** Ends the command's standard input. */
        void endStdin();

        /** SIGTERM. */
        void terminate();

        /** SIGKILL. */
        void kill();
    }

    /** Hears a command. Called on the node's thread. */
    interface Listener {
        void started();

        /**
         * A record of output.
         *
         * @param taken run once the record has gone up; until then the listener holds it, so keep few outstanding
         */
        void output(boolean stderr, byte[] record, boolean lineContinues, Runnable taken);

        /** GATHER mode: the whole output, once it is complete. The listener closes it. */
        void held(boolean stderr, OutputSpool spool);

        void outputEnded(boolean stderr);

        /** After both outputs have ended. */
        void ended(Outcome outcome);
    }
}
