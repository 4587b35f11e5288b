package io.stci.groupops.plugin;

import io.stci.core.Status;
import io.stci.core.StciException;

/** Failures of one jar, all in the same words. */
record JarError(String jarName) {
    /** The jar itself can't be used so. */
    StciException invalid(String reason, String nextStep) {
        return of(Status.INVALID_ARGUMENT, reason, nextStep);
    }

    StciException of(Status status, String reason, String nextStep) {
        return new StciException(status, "filter jar " + jarName, reason, nextStep);
    }

    StciException invalid(String reason, String nextStep, Throwable cause) {
        return new StciException(Status.INVALID_ARGUMENT, "filter jar " + jarName, reason, nextStep, cause);
    }
}
