package io.stci.activemessages.message;

import io.stci.core.StciException;

/** For whom a transfer comes. */
interface TransferSink {
    /** @param release to be run once, when the payload is held no more */
    void completed(byte[] payload, Runnable release);

    /** It will not be completed; nothing is held. */
    void failed(StciException why);
}
