package waits;

import io.stci.groupops.filter.Filter;
import io.stci.groupops.filter.FilterProvider;

/** Version 1: names the slowest rank. */
public final class WaitsProvider implements FilterProvider {
    @Override
    public String name() {
        return "waits";
    }

    @Override
    public Filter<?, ?> create(byte[] parameters) {
        return new Waits();
    }
}
