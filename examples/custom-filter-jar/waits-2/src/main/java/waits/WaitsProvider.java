package waits;

import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.filter.Filter;
import io.stci.groupops.filter.FilterProvider;

/** Version 2: names as many of the slowest as its parameter, a byte, says. */
public final class WaitsProvider implements FilterProvider {
    @Override
    public String name() {
        return "waits";
    }

    @Override
    public Filter<?, ?> create(byte[] parameters) {
        if (parameters.length != 1 || parameters[0] < 1) {
            throw new StciException(
                    Status.INVALID_ARGUMENT, "waits", "has no number of ranks to name", "give a byte, 1 to 127");
        }
        return new Waits(parameters[0]);
    }
}
