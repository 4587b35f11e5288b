package io.stci.agents;

import io.stci.session.Outcome;
import java.io.File;
import java.util.ArrayList;
import java.util.List;

/**
 * The program of a command, found the way that execvp finds it, so that what is missing can be told from what may not be
 * run before anything is started.
 *
 * @param argument what to start: the program as it was named wherever that leads to the same file, so that it sees its
 *     usual {@code argv[0]}; else the file
 * @param refusal why it can't be started; null if it can
 */
record Executable(String argument, Outcome refusal) {
    private static final String DEFAULT_PATH = "/bin:/usr/bin";

    static Executable find(CommandSpec spec) {
        File directory = spec.directory().toFile();
        if (!directory.isDirectory()) {
            return refused(Outcome.failed("directory " + directory + ": there is no such directory on this host"));
        }
        String program = spec.program();
        if (program.indexOf('/') >= 0) {
            Outcome refusal = refusal(resolve(directory, program));
            return refusal == null ? new Executable(program, null) : refused(refusal);
        }
        return program.isEmpty() ? refused(Outcome.notFound()) : search(spec, directory);
    }

    private static Executable search(CommandSpec spec, File directory) {
        String inherited = System.getenv("PATH");
        String path = spec.environment().getOrDefault("PATH", inherited == null ? DEFAULT_PATH : inherited);
        Outcome refusal = Outcome.notFound();
        for (String entry : entries(path)) {
            File file = new File(resolve(directory, entry), spec.program());
            Outcome here = refusal(file);
            if (here == null) {
                return new Executable(path.equals(inherited) ? spec.program() : file.getPath(), null);
            }
            if (here.kind() == Outcome.Kind.NOT_EXECUTABLE) {
                refusal = here;
            }
        }
        return refused(refusal);
    }

    private static Outcome refusal(File file) {
        if (!file.exists()) {
            return Outcome.notFound();
        }
        return file.isFile() && file.canExecute() ? null : Outcome.notExecutable();
    }

    /** Split by hand: an empty entry stands for the directory itself, also at the end. */
    private static List<String> entries(String path) {
        List<String> entries = new ArrayList<>();
        int start = 0;
        for (int colon = path.indexOf(':'); colon >= 0; colon = path.indexOf(':', start)) {
            entries.add(path.substring(start, colon));
            start = colon + 1;
        }
        entries.add(path.substring(start));
        return entries;
    }

    private static File resolve(File directory, String path) {
        if (path.isEmpty()) {
            return directory;
        }
        File file = new File(path);
        return file.isAbsolute() ? file : new File(directory, path);
    }

    private static Executable refused(Outcome refusal) {
        return new Executable("", refusal);
    }
}
