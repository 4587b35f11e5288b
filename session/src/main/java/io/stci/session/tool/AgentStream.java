package io.stci.session.tool;

import io.stci.activemessages.Codec;
import java.util.function.BiConsumer;

/**
 * An agent's end of a stream that the front-end has opened. Confined to the node's thread.
 *
 * <p>A wave is numbered as the message that asked for it. An agent contributes to each once, in any order, or says that it
 * doesn't; who does neither is missing from it as "late".
 */
public interface AgentStream {
    /** What the front-end gave with the stream. */
    byte[] request();

    /**
     * Sets who is told of each wave that is asked for, with what was sent with it. Those that came before are told at once.
     *
     * @param codec reads what was sent; if it can't, the agent declines that wave
     */
    <Q> void onMessage(Codec<Q> codec, BiConsumer<Long, Q> handler);

    /**
     * Contributes to a wave that has been asked for; without effect if it has contributed before, or declined.
     *
     * @param value of the type that the stream's filter takes; else this rank is missing from the wave, with that as the reason. To be
     *     left unchanged from then on
     */
    void contribute(long wave, Object value);

    /** Says that this agent contributes nothing to the wave, and why. */
    void decline(long wave, String reason);

    /**
     * Contributes to the next wave that it has not contributed to; on a stream without waves, to what is combined next.
     *
     * @return false if no wave is asked for at the moment, or there is no room, and nothing was done; {@link #onRoom} tells when
     *     there is
     * @throws io.stci.core.StciException on a stream without waves, INVALID_ARGUMENT if the filter doesn't take the value
     */
    boolean offer(Object value);

    /** Sets who is told whenever {@link #offer} may succeed again. */
    void onRoom(Runnable listener);

    /**
     * Sends a record of its own, on a stream of records: each comes once, and those of one rank in order.
     *
     * @return false if there is no room at the moment, and nothing was done; {@link #onRoom} tells when there is
     * @throws io.stci.core.StciException INVALID_ARGUMENT if the record is longer than 256 KiB
     */
    boolean record(byte[] record);

    /** Sets who is told when the stream is over. */
    void onClosed(Runnable listener);

    /** True once the stream is over: what is contributed then goes nowhere. */
    boolean isClosed();
}
