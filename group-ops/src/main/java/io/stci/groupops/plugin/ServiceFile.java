package io.stci.groupops.plugin;

import io.stci.core.StciException;
import io.stci.groupops.filter.FilterProvider;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The providers that a jar names, as {@link java.util.ServiceLoader} reads them. Read here, because a loader of services would
 * run them without a budget, and would find those of the class path too.
 */
final class ServiceFile {
    static final String NAME = nameOf(FilterProvider.class);

    private ServiceFile() {}

    static String nameOf(Class<?> service) {
        return "META-INF/services/" + service.getName();
    }

    /**
     * The names of classes that provide this, in their order, each once; none if the jar has no such file.
     *
     * @throws StciException INVALID_ARGUMENT if the file names none
     */
    static Set<String> providers(Class<?> service, Map<String, byte[]> entries, JarError error) {
        byte[] file = entries.get(nameOf(service));
        Set<String> names = new LinkedHashSet<>();
        if (file == null) {
            return names;
        }
        new String(file, StandardCharsets.UTF_8)
                .lines()
                .map(ServiceFile::withoutComment)
                .filter(line -> !line.isEmpty())
                .forEach(names::add);
        if (names.isEmpty()) {
            throw error.invalid(nameOf(service) + " names no class", "name the classes of its filter providers there");
        }
        return names;
    }

    private static String withoutComment(String line) {
        int comment = line.indexOf('#');
        return (comment < 0 ? line : line.substring(0, comment)).strip();
    }
}
