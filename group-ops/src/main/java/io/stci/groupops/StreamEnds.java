package io.stci.groupops;

/** Tells above, once each, that a stream has begun and that it has ended here; after a resume once more. */
final class StreamEnds {
    private final ChildSlots slots;
    private final Absences absences;
    private final UpSink sink;
    private boolean begunSent;
    private boolean endedSent;

    StreamEnds(ChildSlots slots, Absences absences, UpSink sink) {
        this.slots = slots;
        this.absences = absences;
        this.sink = sink;
    }

    void again() {
        begunSent = false;
        endedSent = false;
    }

    /** Tells the filter and those above when all children that are left have begun. */
    void passBegun(UpFilter filter) {
        if (!begunSent && slots.allBegun()) {
            begunSent = true;
            filter.begun();
            sink.begun();
        }
    }

    /** A child will send no more. */
    void end(Slot slot, UpFilter filter) {
        slot.ended = true;
        slot.begun = true;
        passBegun(filter);
        if (!slots.isClosed()) {
            filter.ended(slot);
        }
    }

    void finished() {
        if (!endedSent) {
            endedSent = true;
            sink.ended(absences.missing());
        }
    }
}
