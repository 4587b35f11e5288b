package io.stci.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.stci.core.StciException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes down what a link tells its handler, and whether it kept to the contract. May be read from any thread. */
class Recorder implements VcHandler {
    private final AtomicInteger openings = new AtomicInteger();
    private final AtomicInteger closings = new AtomicInteger();
    private final AtomicInteger frames = new AtomicInteger();
    private final List<String> breaches = Collections.synchronizedList(new ArrayList<>());
    private volatile VirtualChannel vc;
    private volatile VirtualChannel closedVc;
    private volatile StciException why;

    /** For subclasses: the link opened. */
    void onOpened(VirtualChannel link) {}

    /** For subclasses: a frame came. */
    void onFrame(VirtualChannel link, Frame frame) {}

    /** For subclasses: the link is gone. */
    void onClosed() {}

    @Override
    public final void opened(VirtualChannel link) {
        check(openings.incrementAndGet() == 1, "opened twice");
        check(closings.get() == 0, "opened after closed");
        vc = link;
        onOpened(link);
    }

    @Override
    public final void received(VirtualChannel link, Frame frame) {
        check(openings.get() == 1, "received before opened");
        check(closings.get() == 0, "received after closed");
        check(vc == link, "received from another link");
        try {
            onFrame(link, frame);
        } finally {
            frames.incrementAndGet();
        }
    }

    @Override
    public final void closed(VirtualChannel link, StciException reason) {
        check(link == vc, "closed for another link");
        closedVc = link;
        why = reason;
        check(closings.incrementAndGet() == 1, "closed twice");
        onClosed();
    }

    boolean isOpen() {
        return openings.get() == 1 && closings.get() == 0;
    }

    boolean wasOpened() {
        return openings.get() > 0;
    }

    boolean isClosed() {
        return closings.get() > 0;
    }

    /** The link, once it has opened. */
    VirtualChannel vc() {
        return vc;
    }

    /** What {@link #closed} was called with. */
    VirtualChannel closedVc() {
        return closedVc;
    }

    StciException why() {
        return why;
    }

    int frames() {
        return frames.get();
    }

    void assertSound() {
        assertEquals(List.of(), breaches);
    }

    private void check(boolean kept, String breach) {
        if (!kept) {
            breaches.add(breach);
        }
    }
}
