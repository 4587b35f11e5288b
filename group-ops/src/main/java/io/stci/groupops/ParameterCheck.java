package io.stci.groupops;

import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.filter.FilterCatalog;
import io.stci.wire.SlowChild;
import io.stci.wire.StreamSpec;

/** At the front-end: whether one stream's filters can be given other parameters. */
final class ParameterCheck {
    private final StreamSpec spec;
    private final FilterCatalog catalog;

    ParameterCheck(StreamSpec spec, FilterCatalog catalog) {
        this.spec = spec;
        this.catalog = catalog;
    }

    /** @throws StciException INVALID_ARGUMENT if the up filter can't do with these parameters, or the stream can't change them */
    void up(byte[] parameters) {
        checkReachesAll();
        catalog.create(spec.getUpFilter(), parameters);
    }

    /** @throws StciException as {@link #up}, of the down filter; NOT_FOUND if there is none */
    void down(byte[] parameters) {
        checkReachesAll();
        catalog.createDown(spec.getDownFilter(), parameters);
    }

    private void checkReachesAll() {
        if (spec.getSlowChild() == SlowChild.SLOW_SHED || spec.getSlowChild() == SlowChild.SLOW_CONFLATE) {
            throw new StciException(
                    Status.INVALID_ARGUMENT,
                    "stream " + spec.getId(),
                    "drops messages for the slow, who would not hear of other parameters",
                    "open another stream");
        }
    }
}
