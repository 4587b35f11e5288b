package io.stci.session.tool;

import io.stci.core.RankSet;
import io.stci.groupops.RootStream;
import io.stci.groupops.WaveParts;

/**
 * Whether a stream has any member left. Who asks for a wave whenever one has ended must stop when it has none: such waves end
 * as they are asked for, and that would go on for ever.
 */
final class Desertion {
    private Desertion() {}

    /** True if the wave, of all members, holds nobody, and nobody will contribute to another. */
    static boolean isShownBy(WaveParts.Content wave, RootStream stream) {
        return wave.ranks().isEmpty()
                && RankSet.union(stream.missing().values())
                        .containsAll(RankSet.union(wave.missing().values()));
    }
}
