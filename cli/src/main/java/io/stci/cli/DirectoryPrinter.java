package io.stci.cli;

import io.stci.core.RankSet;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One file for each rank: {@code DIR/<rank><suffix>}. Files of an older run are replaced, or removed where the rank writes
 * nothing. However many ranks there are, only so many files are open at once; the one unused for longest makes room.
 */
final class DirectoryPrinter implements Printer {
    static final int MAX_OPEN_FILES = 128;

    private final Path directory;
    private final String suffix;
    private final boolean evenIfEmpty;
    private final Map<Integer, OutputStream> open = new LinkedHashMap<>(16, 0.75f, true);
    private final RankSet.Builder created = new RankSet.Builder();

    /**
     * A printer into a directory that exists.
     *
     * @param evenIfEmpty true if ranks that write nothing get an empty file, false if none
     */
    DirectoryPrinter(Path directory, String suffix, boolean evenIfEmpty) {
        this.directory = directory;
        this.suffix = suffix;
        this.evenIfEmpty = evenIfEmpty;
    }

    @Override
    public void write(RankSet ranks, byte[] data, int offset, int length, boolean lineContinues) throws IOException {
        for (int rank : ranks.toArray()) {
            file(rank).write(data, offset, length);
        }
    }

    @Override
    public void finish(RankSet ranks) throws IOException {
        for (OutputStream file : open.values()) {
            file.close();
        }
        open.clear();
        for (int rank : ranks.minus(created.build()).toArray()) {
            leaveNothing(rank);
        }
    }

    private OutputStream file(int rank) throws IOException {
        OutputStream known = open.get(rank);
        if (known != null) {
            return known;
        }
        makeRoom();
        OutputStream opened = open(rank);
        open.put(rank, opened);
        return opened;
    }

    private void makeRoom() throws IOException {
        if (open.size() == MAX_OPEN_FILES) {
            var eldest = open.entrySet().iterator();
            eldest.next().getValue().close();
            eldest.remove();
        }
    }

    private OutputStream open(int rank) throws IOException {
        boolean again = created.containsAll(RankSet.of(rank));
        created.add(rank);
        StandardOpenOption how = again ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
        return Files.newOutputStream(path(rank), StandardOpenOption.CREATE, StandardOpenOption.WRITE, how);
    }

    private void leaveNothing(int rank) throws IOException {
        if (evenIfEmpty) {
            open(rank).close();
        } else {
            Files.deleteIfExists(path(rank));
        }
    }

    private Path path(int rank) {
        return directory.resolve(rank + suffix);
    }
}
