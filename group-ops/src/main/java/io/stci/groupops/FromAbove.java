package io.stci.groupops;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.stci.transport.Frames;
import io.stci.wire.DownGap;

/**
 * What comes down one stream at one node under a number, each once and in order: goes to the filter, and on to the children. Takes
 * frames over. Confined to the node's thread.
 */
final class FromAbove {
    private final DownPath down;
    private final UpFilter filter;
    private final Succession succession;
    private DownTap tap;
    private boolean closed;

    FromAbove(DownPath down, UpFilter filter, Succession succession) {
        this.down = down;
        this.filter = filter;
        this.succession = succession;
    }

    /** Who sees what passes down; null for nobody. */
    void tap(DownTap tap) {
        this.tap = tap;
    }

    /** @param kind what it is; only a message asks for a wave */
    void received(long number, ByteBuf sealedFrame, DownKind kind) {
        if (closed) {
            sealedFrame.release();
            return;
        }
        boolean isRead = kind == DownKind.PARAMETERS || kind == DownKind.DOWN_PARAMETERS || tap != null;
        byte[] payload = isRead ? ByteBufUtil.getBytes(Frames.payload(sealedFrame)) : null;
        if (tap != null && number > down.log().last()) {
            seen(kind, payload);
        }
        if (down.take(number, number, sealedFrame, kind)) {
            passed(number, kind, payload);
            down.flush();
        }
    }

    /** What stands for messages that this node is not sent. */
    void gap(DownGap gap, ByteBuf sealedFrame) {
        if (closed) {
            sealedFrame.release();
        } else if (down.take(gap.getFirst(), gap.getLast(), sealedFrame, DownKind.MESSAGE)) {
            filter.passedGap(gap.getLast());
            if (gap.getFiltered()) {
                filter.notAsked(gap.getLast());
            }
            down.flush();
        }
    }

    /** Nothing more is taken. */
    void close() {
        closed = true;
    }

    private void seen(DownKind kind, byte[] payload) {
        if (kind == DownKind.PIECE) {
            tap.piece(payload);
        } else if (kind == DownKind.MESSAGE) {
            tap.message(payload);
        }
    }

    /** The filter hears of it before the children do: what comes back is of something that it knows. */
    private void passed(long number, DownKind kind, byte[] payload) {
        if (kind == DownKind.MESSAGE) {
            filter.passedDown(number);
        } else if (kind == DownKind.PIECE) {
            filter.passedGap(number);
        } else if (kind == DownKind.PARAMETERS) {
            succession.parametersChanged(number, payload);
            filter.parametersChanged(number, payload);
        } else if (kind == DownKind.DOWN_PARAMETERS) {
            succession.downParametersChanged(number, payload);
            down.parametersChanged(number, payload);
            filter.passedGap(number);
        }
    }
}
