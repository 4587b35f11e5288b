package io.stci.architecture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The modules' packages, bottom up, and which of them each may use: the picture in docs/architecture.md as a table.
 *
 * <p>The root package is handed in, so that the same rules can be turned on fixtures that break them.
 */
record Layers(String root) {
    private static final Map<String, List<String>> MAY_USE = new LinkedHashMap<>();

    static {
        layer("core");
        layer("wire");
        layer("testkit", "core");
        layer("ordering", "core");
        layer("transport", "core", "wire", "ordering");
        layer("routing", "core");
        layer("activemessages", "core", "wire", "transport", "routing", "ordering");
        above("groupops", "activemessages");
        above("session", "groupops");
        above("simulator", "session");
        above("agents", "session");
        above("examples", "agents");
        above("cli", "agents");
    }

    /** Names of all layers, bottom up. */
    static List<String> names() {
        return List.copyOf(MAY_USE.keySet());
    }

    /** The layers of protocol logic, which get time, randomness and links handed in. */
    String[] pure() {
        return packages(List.of("routing", "ordering", "activemessages", "groupops"));
    }

    /** The layers that know Netty's channels: the one that owns links, and the one that fakes them. */
    String[] channels() {
        return packages(List.of("transport", "testkit"));
    }

    String[] all() {
        return packages(names());
    }

    /** The layers that this one must not see. */
    String[] forbidden(String layer) {
        return packages(names().stream()
                .filter(other -> !other.equals(layer) && !MAY_USE.get(layer).contains(other))
                .toList());
    }

    /** The layer's package, as ArchUnit writes it. */
    String packageOf(String layer) {
        return root + "." + layer + "..";
    }

    private String[] packages(List<String> layers) {
        return layers.stream().map(this::packageOf).toArray(String[]::new);
    }

    private static void layer(String name, String... mayUse) {
        MAY_USE.put(name, List.of(mayUse));
    }

    /** A layer that may use the one below and all that this may use. */
    private static void above(String name, String below) {
        List<String> mayUse = new ArrayList<>(MAY_USE.get(below));
        mayUse.add(below);
        MAY_USE.put(name, List.copyOf(mayUse));
    }
}
