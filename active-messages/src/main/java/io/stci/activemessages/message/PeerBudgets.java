package io.stci.activemessages.message;

/**
 * What may wait to leave for one end. Answers have bounds of their own, so that requests can't keep them from being given; so have
 * tagged messages, which may wait for long.
 *
 * @param messages queued one-way messages, requests and announcements
 * @param transfers payloads of what was announced
 * @param answers queued answers
 * @param answerTransfers payloads of answers that were announced
 * @param tagged queued tagged messages, and announcements of these
 * @param taggedTransfers payloads of those that were announced
 */
record PeerBudgets(
        Budget messages,
        Budget transfers,
        Budget answers,
        Budget answerTransfers,
        Budget tagged,
        Budget taggedTransfers) {
    static PeerBudgets of(MessageOptions options, Budget whole) {
        return new PeerBudgets(
                new Budget(options.queuedBytesPerPeer(), whole),
                new Budget(options.transfers().maxBytes(), whole),
                new Budget(options.queuedBytesPerPeer(), whole),
                new Budget(options.transfers().maxBytes(), whole),
                new Budget(options.queuedBytesPerPeer(), whole),
                new Budget(options.transfers().maxBytes(), whole));
    }
}
