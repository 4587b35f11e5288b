package io.stci.activemessages.message;

import io.stci.core.StciException;
import io.stci.wire.Envelope;

/** A one-way message or a call on its way to its receiver, whatever way it takes. */
interface Shipment extends Outgoing {
    /** Its owner wants it no more, and won't hear of it any more. */
    void callOff();

    /** Whose it is. */
    interface Owner {
        /** As {@link Outgoing#mayLeave}. */
        default boolean mayLeave() {
            return true;
        }

        /** The message, in which the payload comes along. */
        Envelope.Builder eager(byte[] payload, long deadlineLeftNs);

        /** The announcement, but for what is the same in all. */
        Envelope.Announce.Builder announcement();

        /** The message, or its announcement, has left. */
        default void left() {}

        /**
         * There is nothing more to be done for it.
         *
         * @param why null if it has left, and, if it was announced, the receiver has all of it
         */
        void ended(StciException why);
    }
}
