package io.stci.activemessages.message;

/**
 * What an end holds at this moment.
 *
 * @param queuedBytes of what waits to leave, payloads of transfers included; bounded by {@link MessageOptions#outboundBytes}
 * @param waitingBytes of messages that have come and have not been handled to their end, but for payloads of transfers; bounded by
 *     the windows of all peers and one message of each
 * @param unreceivedBytes of tagged messages that have come and have not been received; bounded as {@code waitingBytes}
 * @param transferBytes for which others have been asked, or that have come so; bounded by {@link TransferOptions#inboundBytes}
 * @param runningHandlers whose stages have not completed; bounded by {@link MessageOptions#runningHandlers}
 * @param calls that have been made from here and have not ended
 * @param receives that wait for a message
 */
public record MessageLoad(
        long queuedBytes,
        long waitingBytes,
        long unreceivedBytes,
        long transferBytes,
        int runningHandlers,
        int calls,
        int receives) {}
