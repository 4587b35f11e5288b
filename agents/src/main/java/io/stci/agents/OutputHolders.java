package io.stci.agents;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;

/**
 * The processes that can write to the outputs of one command, whoever their parents are now.
 *
 * <p>They are known by its pipes, so that it doesn't matter whether the command itself still runs; who has sent both outputs
 * elsewhere is not among them. Threads: immutable.
 */
final class OutputHolders {
    /** How /proc names a pipe, before its number. */
    static final String PIPE = "pipe:";

    private static final File PROC = new File("/proc");

    private final List<String> pipes;

    /** @param pipes the names of the command's outputs, {@link CommandPipe#name} */
    OutputHolders(List<String> pipes) {
        this.pipes = List.copyOf(pipes);
    }

    /** Sends SIGKILL to all of them; false if there was none, so that none can come any more. */
    boolean kill() {
        List<ProcessHandle> holders = find();
        holders.forEach(ProcessHandle::destroyForcibly);
        return !holders.isEmpty();
    }

    private List<ProcessHandle> find() {
        List<ProcessHandle> found = new ArrayList<>();
        long self = ProcessHandle.current().pid();
        String[] names = PROC.list();
        for (String name : names == null ? new String[0] : names) {
            boolean other = Character.isDigit(name.charAt(0)) && Long.parseLong(name) != self;
            if (other && holds(name)) {
                ProcessHandle.of(Long.parseLong(name))
                        .filter(handle -> holds(name))
                        .ifPresent(found::add);
            }
        }
        return found;
    }

    /** The end to read from doesn't count: a command that is just being forked may hold it for a moment. */
    private boolean holds(String pid) {
        File directory = new File(PROC, pid + "/fd");
        String[] descriptors = directory.list();
        for (String descriptor : descriptors == null ? new String[0] : descriptors) {
            Path link = Path.of(directory.getPath(), descriptor);
            if (pipes.contains(target(link)) && isWritable(link)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWritable(Path descriptor) {
        try {
            return Files.getPosixFilePermissions(descriptor, LinkOption.NOFOLLOW_LINKS)
                    .contains(PosixFilePermission.OWNER_WRITE);
        } catch (IOException closed) {
            return false;
        }
    }

    /** What a descriptor leads to; empty if it is closed or not ours to see. */
    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedOrNotOurs) {
            return "";
        }
    }
}
