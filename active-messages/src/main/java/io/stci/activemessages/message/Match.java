package io.stci.activemessages.message;

import java.util.List;

/** A source and a tag, either of which may stand for any: what a receive asks for, and what a message is found by. */
record Match(int source, int tag) {
    /** All that a message of this source and tag is found by. */
    List<Match> wider() {
        return List.of(
                this,
                new Match(source, TaggedMessages.ANY_TAG),
                new Match(TaggedMessages.ANY_SOURCE, tag),
                new Match(TaggedMessages.ANY_SOURCE, TaggedMessages.ANY_TAG));
    }

    boolean isOfAnySource() {
        return source == TaggedMessages.ANY_SOURCE;
    }

    /** As errors name the source. */
    String sourceText() {
        return isOfAnySource() ? "any end" : Ends.name(source);
    }

    /** As errors name the tag. */
    String tagText() {
        return tag == TaggedMessages.ANY_TAG ? "any tag" : "tag " + tag;
    }
}
