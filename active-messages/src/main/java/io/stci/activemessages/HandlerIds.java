package io.stci.activemessages;

/** Who owns which handler numbers. They travel on the wire and never change their meaning. */
public final class HandlerIds {
    /** 0 to 15 belong to the links themselves. */
    public static final int FIRST = 16;
    /** Changes in the tree, upward. */
    public static final int TREE_EVENT = 16;

    /** The session ends, downward: nobody looks for another parent. */
    public static final int SHUTDOWN = 17;

    /** Shows that the sender lives, both ways; numbered 1 it demands one in return. */
    public static final int HEARTBEAT = 18;

    /** The front-end knows that agents' processes have ended, downward. */
    public static final int AGENTS_DIED = 19;

    /** Streams. */
    public static final int STREAM_OPEN = 32;

    public static final int STREAM_CLOSE = 33;
    public static final int STREAM_DOWN = 34;
    public static final int STREAM_DOWN_END = 35;
    public static final int STREAM_DOWN_ACK = 36;
    public static final int STREAM_UP = 37;
    public static final int STREAM_UP_BEGIN = 38;
    public static final int STREAM_UP_END = 39;
    public static final int STREAM_UP_CREDIT = 40;

    /** Sent first on a link to an adopter. */
    public static final int STREAM_ADOPTION = 41;
    /** Send again from these positions on, downward. */
    public static final int STREAM_RESUME = 42;
    /** What comes behind this follows the resume of its number, upward. */
    public static final int STREAM_RESUMED = 43;
    /** The front-end has this for good, downward. */
    public static final int STREAM_CONFIRM = 44;

    /** Messages that were not sent to a slow child, downward; numbered as the last of them. */
    public static final int STREAM_DOWN_GAP = 45;
    /** Which ranks are slow and what they miss, upward. */
    public static final int STREAM_SLOW = 46;
    /** A slow child is taken off the stream, downward. */
    public static final int STREAM_DETACH = 47;

    /** Send nothing new, and say when all has been sent; numbered 0: go on. Downward. */
    public static final int STREAM_QUIESCE = 48;
    /** All has been sent, upward; numbered as it was asked for. */
    public static final int STREAM_QUIESCED = 49;

    /** The up filter is made anew with these parameters for the waves behind, downward; numbered like a message. */
    public static final int STREAM_DOWN_PARAMETERS = 50;

    /** A piece of the message that comes behind it, downward; numbered like a message, and asks for no wave. */
    public static final int STREAM_DOWN_PIECE = 51;

    /** The down filter is made anew with these parameters for the messages behind, downward; numbered like a message. */
    public static final int STREAM_DOWN_FILTER_PARAMETERS = 52;

    /** A wave is to end with what has been contributed, downward; numbered as the wave. */
    public static final int STREAM_CUT = 53;
    /** How many have contributed to a wave so far, upward; numbered as the wave. */
    public static final int STREAM_PROGRESS = 54;

    /** Numbers lie below this bound. */
    public static final int BOUND = 256;

    private HandlerIds() {}
}
