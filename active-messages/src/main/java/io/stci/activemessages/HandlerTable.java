package io.stci.activemessages;

import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.transport.Frame;

/** The code behind the handler numbers of one direction. */
final class HandlerTable {
    private final MessageHandler[] handlers = new MessageHandler[HandlerIds.BOUND];

    /** @throws StciException INTERNAL if the number is taken or out of range */
    void register(int handlerId, MessageHandler handler) {
        if (handlerId < HandlerIds.FIRST || handlerId >= HandlerIds.BOUND || handlers[handlerId] != null) {
            throw new StciException(Status.INTERNAL, "handler " + handlerId, "is taken or out of range", "");
        }
        handlers[handlerId] = handler;
    }

    /** @throws StciException PROTOCOL_ERROR if the frame is for nobody here */
    void dispatch(int from, Frame frame) {
        int number = frame.handler();
        MessageHandler handler = number >= 0 && number < handlers.length ? handlers[number] : null;
        if (handler == null) {
            throw new StciException(
                    Status.PROTOCOL_ERROR, "frame", "is for handler " + number + ", which is not here", "");
        }
        handler.handle(from, frame);
    }
}
