package io.stci.session.tool;

import io.stci.activemessages.Codec;
import io.stci.core.Request;
import io.stci.groupops.filter.Reduction;
import java.time.Duration;
import java.util.SortedMap;

/**
 * Operations that agents begin themselves, all agents of the session together: each calls the same under the same name, and all
 * get the result. The n-th call of a name at one agent belongs to the n-th call at every other.
 *
 * <p>Time runs from the first call anywhere. Who comes too late gets the result that was made without it, which names it as
 * missing; so nobody waits for ever, and nobody goes out of step. Under one name all must give the same reduction and time.
 *
 * <p>Threads: confined to the node's thread, on which requests complete too. Requests fail with CANCELLED when the session ends,
 * INVALID_ARGUMENT if there can't be such a filter, RESOURCE_EXHAUSTED if results of more than 64 calls wait for this agent's.
 */
public interface Collectives {
    /** How long a call may take if nothing else is said. */
    Duration DEFAULT_DEADLINE = Duration.ofSeconds(60);

    /** Waits until all agents have called. The value is how many have. */
    Request<Result<Long>> barrier(String name, Duration deadline);

    /** Combines what all contribute; everybody gets the result. */
    <I, V> Request<Result<V>> allreduce(String name, Reduction<I, V> reduction, I value, Duration deadline);

    /** Everybody gets what all contribute, by rank; together up to 1 MiB. */
    <T> Request<Result<SortedMap<Integer, T>>> allgather(String name, Codec<T> codec, T value, Duration deadline);

    /**
     * Combines what the ranks up to its own contribute, its own included, in the order of the ranks. Each gets its result; the
     * ranks and the missing are those of all agents; for an agent that nobody up to it has contributed to, there are no ranks. Together
     * up to 1 MiB.
     */
    <I, V> Request<Result<V>> scan(String name, Reduction<I, V> reduction, I value, Duration deadline);
}
