package io.stci.activemessages.message;

/** Two lines to each end, with windows of their own: neither waits for the other. */
enum Line {
    /** One-way messages and requests, for handlers. */
    HANDLERS,
    /** Tagged messages, for receives. */
    RECEIVES
}
