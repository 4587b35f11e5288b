package io.stci.groupops.plugin;

import io.stci.core.RankSet;
import io.stci.groupops.filter.DownFilter;
import io.stci.groupops.filter.DownFilterProvider;
import java.util.Optional;

/**
 * A provider of down filters from a jar, with the name that it gave when it was loaded. Each call of it, and of its filters, is
 * held to a budget, and fails with a {@link io.stci.core.StciException} only.
 */
record GuardedDownProvider(String name, DownFilterProvider provider, Guard guard) implements DownFilterProvider {
    @Override
    public DownFilter create(byte[] parameters) {
        byte[] theirs = parameters.clone();
        DownFilter filter = guard.call("create", () -> provider.create(theirs));
        return (message, ranks) -> below(filter, message, ranks);
    }

    private byte[] below(DownFilter filter, byte[] message, RankSet ranks) {
        return guard.call("below", () -> Optional.ofNullable(filter.below(message, ranks)))
                .orElse(null);
    }
}
