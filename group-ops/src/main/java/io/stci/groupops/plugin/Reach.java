package io.stci.groupops.plugin;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * All classes of a jar that its providers can reach by name, prepared before any of them runs. What a library in the jar holds
 * beyond that is prepared when it is asked for, and harms nobody until then.
 *
 * <p>Classes of the providers' packages, and of those below, must find all that they name. A library may name what it can do
 * without.
 */
final class Reach {
    private final FilterClassLoader loader;
    private final Set<String> providers;
    private final JarError error;
    private final Deque<String> waiting = new ArrayDeque<>();
    private final Set<String> seen = new LinkedHashSet<>();

    private Reach(FilterClassLoader loader, Set<String> providers, JarError error) {
        this.loader = loader;
        this.providers = providers;
        this.error = error;
    }

    /**
     * Prepares them.
     *
     * @param providers names of classes
     * @throws StciException NOT_FOUND if a class is missing, and what preparing a class throws
     */
    static void prepare(FilterClassLoader loader, Set<String> providers, JarError error) {
        Reach reach = new Reach(loader, providers, error);
        for (String provider : providers) {
            reach.start(provider);
        }
        while (!reach.waiting.isEmpty()) {
            reach.walk(reach.waiting.remove());
        }
    }

    private void start(String provider) {
        String name = provider.replace('.', '/');
        if (!loader.holds(name)) {
            throw missing(provider, ServiceFile.NAME);
        }
        add(name);
    }

    private void add(String name) {
        if (seen.add(name)) {
            waiting.add(name);
        }
    }

    private void walk(String name) {
        boolean complete = isOfTheTool(name);
        for (String reference : loader.prepare(name).references()) {
            if (loader.holds(reference)) {
                add(reference);
            } else if (complete && !loader.isThere(reference)) {
                throw missing(reference.replace('/', '.'), name.replace('/', '.'));
            }
        }
    }

    private boolean isOfTheTool(String name) {
        return providers.stream().anyMatch(provider -> name.startsWith(packageOf(provider)));
    }

    /** With the slash behind it. */
    private static String packageOf(String className) {
        return className.substring(0, className.lastIndexOf('.') + 1).replace('.', '/');
    }

    private StciException missing(String name, String neededBy) {
        return error.of(
                Status.NOT_FOUND,
                "has no class " + name + ", which " + neededBy + " names",
                "put it into the jar; only the JDK and io.stci are there already");
    }
}
