package io.stci.session.tool;

import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.Map;

/**
 * Whom a selector meant when it passed each agent. That is settled then: an agent whose attributes change later stays in or out.
 *
 * <p>Each agent that was asked is in one of three: {@link #members()}, {@link #others()}, or {@link #missing()}. Of those that are
 * missing nobody knows whether they are meant; there are none if the {@link Completion} was {@code all()}. Threads: immutable, safe
 * to share.
 */
public final class Selection {
    private final Selector selector;
    private final Group group;
    private final RankSet others;
    private final Map<String, RankSet> missing;

    Selection(Selector selector, Group group, RankSet others, Map<String, RankSet> missing) {
        this.selector = selector;
        this.group = group;
        this.others = others;
        this.missing = Map.copyOf(missing);
    }

    /**
     * Those that said they are meant, to be asked together.
     *
     * @throws StciException NOT_FOUND if nobody did; see {@link #isEmpty}
     */
    public Group group() {
        if (isEmpty()) {
            String asked = isComplete() ? "" : ", and not all have answered: missing " + Result.describe(missing);
            throw new StciException(
                    Status.NOT_FOUND, "selector " + selector, "means none of ranks " + others + asked, "");
        }
        return group;
    }

    /** Those that said they are meant; for {@link StreamOptions#members}. */
    public RankSet members() {
        return group.members();
    }

    /** True if nobody said to be meant. */
    public boolean isEmpty() {
        return members().isEmpty();
    }

    /** Those that said they are not meant. */
    public RankSet others() {
        return others;
    }

    /** Those that did not say, by reason. */
    public Map<String, RankSet> missing() {
        return missing;
    }

    /** True if everybody has said whether it is meant. */
    public boolean isComplete() {
        return missing.isEmpty();
    }

    /** Such as {@code [0-3], not [4-6,8], missing [7] late}. */
    @Override
    public String toString() {
        String known = "[" + members() + "], not [" + others + "]";
        return isComplete() ? known : known + ", missing " + Result.describe(missing);
    }
}
