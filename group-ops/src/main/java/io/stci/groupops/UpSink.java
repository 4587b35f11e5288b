package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.stci.core.RankSet;
import java.util.Map;

/** Where a node's stream leads: to the parent, or at the front-end to the consumer. After close it does nothing. */
interface UpSink {
    boolean hasRoom();

    void grant(long bytes);

    /** The link above is a new one: no credit is left of the old. */
    void reset();

    /** Takes over a sealed frame. */
    void send(long number, ByteBuf sealedFrame);

    void begun();

    /** @param missing the members that did not end of their own accord, by reason */
    void ended(Map<String, RankSet> missing);

    void acked(long upTo);

    /** So many ranks have contributed to a wave that goes on. */
    void progress(long number, int held);

    /** What is known of slow members. */
    void slow(SlowReport report);

    /** Nothing more comes until the stream is let flow again. */
    void quiet(long number);

    /** What follows is of after the resume of this number. */
    void resumed(long number);

    void close();
}
