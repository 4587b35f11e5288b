package io.stci.activemessages.message;

import io.stci.core.StciException;
import java.util.ArrayList;
import java.util.List;

/** Counts what no request tells, and says it to who listens. */
final class Reports {
    private final List<MessageListener> listeners = new ArrayList<>();
    private long lostHere;
    private long lostThere;
    private long lateAnswers;
    private long lateChunks;
    private long malformed;

    void listen(MessageListener listener) {
        listeners.add(listener);
    }

    void lostHere(int from, String handler, StciException why) {
        lostHere++;
        actionFailed(from, handler, why);
    }

    /** What was to run when a request is called off; the request itself is nobody's any more. */
    void actionFailed(int from, String handler, StciException why) {
        listeners.forEach(listener -> listener.lostHere(from, handler, why));
    }

    void lostThere(int to, String handler, int count, StciException why) {
        lostThere += count;
        listeners.forEach(listener -> listener.lostThere(to, handler, count, why));
    }

    void malformed(int from, StciException why) {
        malformed++;
        listeners.forEach(listener -> listener.malformed(from, why));
    }

    void room(int to) {
        listeners.forEach(listener -> listener.room(to));
    }

    void lateAnswer() {
        lateAnswers++;
    }

    void lateChunk() {
        lateChunks++;
    }

    MessageCounters counters() {
        return new MessageCounters(lostHere, lostThere, lateAnswers, lateChunks, malformed);
    }
}
