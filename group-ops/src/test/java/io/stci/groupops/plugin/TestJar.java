package io.stci.groupops.plugin;

import io.stci.groupops.filter.Filter;
import io.stci.groupops.filter.FilterProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A jar that is compiled and packed in memory. */
final class TestJar {
    static final String NAME = "tool.jar";
    static final String HEAD = """
            package tool;
            import io.stci.core.*;
            import io.stci.groupops.filter.*;
            import io.stci.groupops.plugin.LongFilter;
            import java.util.*;
            import java.util.function.*;
            import java.util.stream.*;
            """;

    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    /** Java releases to compile tests for: the baseline, and what runs. */
    static IntStream releases() {
        return IntStream.of(17, Runtime.version().feature()).distinct();
    }

    /** One filter named {@code x}, of the class {@code tool.F}, which overrides methods of {@link LongFilter}. */
    static TestJar filter(int release, String members) {
        return new TestJar()
                .compiled(release, provider("P", "x", "F"), HEAD + "class F extends LongFilter {" + members + "\n}")
                .services("tool.P");
    }

    static TestJar filter(String members) {
        return filter(17, members);
    }

    /** The source of a provider in the package {@code tool}. */
    static String provider(String type, String filterName, String filterType) {
        return HEAD + "public class " + type + " implements FilterProvider {"
                + "public String name() { return \"" + filterName + "\"; }"
                + "public Filter<?, ?> create(byte[] parameters) { return new " + filterType + "(); } }";
    }

    TestJar compiled(int release, String... sources) {
        MemoryCompiler.compile(release, sources)
                .forEach((name, bytes) -> entries.put(name.replace('.', '/') + ".class", bytes));
        return this;
    }

    TestJar services(String... lines) {
        return with(ServiceFile.NAME, String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    TestJar with(String name, byte[] content) {
        entries.put(name, content);
        return this;
    }

    TestJar without(String name) {
        entries.remove(name);
        return this;
    }

    byte[] entry(String name) {
        return entries.get(name);
    }

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    LoadedFilters load(Budget budget, LongSupplier nowNs) {
        byte[] bytes = bytes();
        return FilterJar.load(NAME, bytes, FilterJar.digest(bytes), budget, nowNs);
    }

    /** With the default budget, by a clock that goes on by a millisecond whenever it is read. */
    LoadedFilters load() {
        return load(Budget.DEFAULT, millisecondSteps());
    }

    /** Its first filter, loaded so. */
    Filter<Long, Long> open() {
        return open(load());
    }

    @SuppressWarnings("unchecked")
    static Filter<Long, Long> open(LoadedFilters filters) {
        FilterProvider first = filters.providers().get(0);
        return (Filter<Long, Long>) first.create(new byte[0]);
    }

    /** So that the time of a test doesn't depend on the machine: it is as many milliseconds as looks were taken. */
    static LongSupplier millisecondSteps() {
        long[] nowNs = {0};
        return () -> nowNs[0] += 1_000_000L;
    }
}
