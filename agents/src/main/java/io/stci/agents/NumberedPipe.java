package io.stci.agents;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A pipe of the operating system, and the file under /proc by which this process can open more ends of it, either way.
 *
 * <p>Java doesn't tell the number of a pipe's descriptor; it is found in /proc, and proved by switching the blocking mode
 * of the write end to and fro: no other descriptor's flags follow.
 *
 * @param file good while the write end is open
 * @param name as /proc shows it for whoever has an end of it
 */
record NumberedPipe(Pipe pipe, File file, String name) implements Closeable {
    private static final String DESCRIPTORS = "/proc/self/fd";
    private static final String DESCRIPTOR_FLAGS = "/proc/self/fdinfo";

    /** Costs two listings of this process's descriptors. A thread that switched its pipe meanwhile would spoil the proof. */
    static synchronized List<NumberedPipe> open(int count) throws IOException {
        List<Pipe> pipes = new ArrayList<>();
        try {
            Set<String> known = new HashSet<>(descriptors());
            for (int i = 0; i < count; i++) {
                pipes.add(Pipe.open());
            }
            return number(pipes, known);
        } catch (IOException e) {
            for (Pipe pipe : pipes) {
                close(pipe);
            }
            throw new IOException("no pipe for it: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        close(pipe);
    }

    /** The new ones come first; but another thread may just have closed a known one that is ours now. */
    private static List<NumberedPipe> number(List<Pipe> pipes, Set<String> known) throws IOException {
        List<String> all = descriptors();
        List<String> candidates = new ArrayList<>(
                all.stream().filter(name -> !known.contains(name)).toList());
        candidates.addAll(all.stream().filter(known::contains).toList());
        List<NumberedPipe> numbered = new ArrayList<>();
        for (Pipe pipe : pipes) {
            File file = new File(DESCRIPTORS, find(pipe.sink(), candidates));
            numbered.add(new NumberedPipe(
                    pipe, file, Files.readSymbolicLink(file.toPath()).toString()));
        }
        return numbered;
    }

    private static String find(Pipe.SinkChannel channel, List<String> candidates) throws IOException {
        for (String descriptor : candidates) {
            if (isDescriptorOf(channel, descriptor)) {
                return descriptor;
            }
        }
        throw new IOException("its descriptor is not in " + DESCRIPTORS);
    }

    private static boolean isDescriptorOf(Pipe.SinkChannel channel, String descriptor) throws IOException {
        String blocking = state(descriptor);
        if (!blocking.startsWith(OutputHolders.PIPE)) {
            return false;
        }
        channel.configureBlocking(false);
        String nonBlocking = state(descriptor);
        channel.configureBlocking(true);
        return !blocking.equals(nonBlocking) && !nonBlocking.isEmpty() && blocking.equals(state(descriptor));
    }

    /** Where a descriptor leads, and its flags. */
    private static String state(String descriptor) {
        try {
            return Files.readSymbolicLink(Path.of(DESCRIPTORS, descriptor))
                    + Files.readString(Path.of(DESCRIPTOR_FLAGS, descriptor));
        } catch (IOException closedByAnotherThread) {
            return "";
        }
    }

    private static List<String> descriptors() throws IOException {
        String[] descriptors = new File(DESCRIPTORS).list();
        if (descriptors == null) {
            throw new IOException(DESCRIPTORS + " can't be listed");
        }
        return Arrays.asList(descriptors);
    }

    private static void close(Pipe pipe) throws IOException {
        Pipe.SourceChannel source = pipe.source();
        try (source) {
            pipe.sink().close();
        }
    }
}
