package io.stci.session.tool;

import com.google.protobuf.InvalidProtocolBufferException;
import io.stci.activemessages.message.Codecs;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.wire.SelectorMessage;
import io.stci.wire.SelectorMessage.Pattern;
import io.stci.wire.SelectorMessage.Tests;
import io.stci.wire.SelectorMessage.Values;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Which agents are meant, by what they are rather than by rank: a test of their attributes, see {@link Agent#attributes()}.
 *
 * <pre>
 * Selector.host("rack7-*").and(Selector.is("gpu", "a100")).and(Selector.has("draining").not())
 * </pre>
 *
 * <p>A test of an attribute that an agent does not have does not hold; so its {@link #not} does. Upper and lower case differ.
 *
 * <p>Limits: {@value SelectorCheck#MAX_TESTS} tests, {@value SelectorCheck#MAX_DEPTH} deep where {@code and} and {@code or} of their
 * own kind count once, {@value SelectorCheck#MAX_BYTES} bytes when encoded. Every method that makes one throws a StciException with
 * INVALID_ARGUMENT above them, or if a name can't be an attribute's,
 * or a value holds half a surrogate pair.
 *
 * <p>Threads: immutable, safe to share.
 */
public final class Selector {
    private final SelectorMessage message;

    private Selector(SelectorMessage message) {
        this.message = message;
    }

    /** Whose host has a name like this: {@code *} stands for any characters, {@code ?} for one, all else for itself. */
    public static Selector host(String glob) {
        return like(Attributes.HOST, glob);
    }

    /** Whose attribute has a value like this: {@code *} stands for any characters, {@code ?} for one, all else for itself. */
    public static Selector like(String name, String glob) {
        checkText(glob);
        Pattern pattern = Pattern.newBuilder().setName(name).setGlob(glob).build();
        return made(SelectorMessage.newBuilder().setLike(pattern));
    }

    /** Whose attribute has this value. */
    public static Selector is(String name, String value) {
        return in(name, List.of(value));
    }

    /** Whose attribute has one of these values; of none, nobody is meant. */
    public static Selector in(String name, Collection<String> values) {
        values.forEach(Selector::checkText);
        Values among = Values.newBuilder().setName(name).addAllValues(values).build();
        return made(SelectorMessage.newBuilder().setAmong(among));
    }

    /** Who has an attribute of this name, whatever its value. */
    public static Selector has(String name) {
        return made(SelectorMessage.newBuilder().setHas(name));
    }

    /** Who passes this test and the other. */
    public Selector and(Selector other) {
        Tests.Builder both = Tests.newBuilder();
        List.of(message, other.message).forEach(part -> add(both, part, part.hasAll(), part.getAll()));
        return made(SelectorMessage.newBuilder().setAll(both));
    }

    /** Who passes this test, or the other, or both. */
    public Selector or(Selector other) {
        Tests.Builder either = Tests.newBuilder();
        List.of(message, other.message).forEach(part -> add(either, part, part.hasAny(), part.getAny()));
        return made(SelectorMessage.newBuilder().setAny(either));
    }

    /** Who does not pass this test. */
    public Selector not() {
        return message.hasNot()
                ? new Selector(message.getNot())
                : made(SelectorMessage.newBuilder().setNot(message));
    }

    /** True if who has these attributes, and no others, is meant. */
    public boolean matches(Map<String, String> attributes) {
        return matches(message, attributes);
    }

    byte[] encode() {
        return message.toByteArray();
    }

    /** @throws StciException PROTOCOL_ERROR if that is no selector, or one above the limits */
    static Selector decode(byte[] bytes) {
        try {
            SelectorCheck.size(bytes.length, Status.PROTOCOL_ERROR);
            SelectorMessage message = SelectorMessage.parseFrom(bytes);
            SelectorCheck.check(message, Status.PROTOCOL_ERROR);
            return new Selector(message);
        } catch (InvalidProtocolBufferException e) {
            throw new StciException(Status.PROTOCOL_ERROR, "selector", "can't be read: " + e.getMessage(), "", e);
        }
    }

    /** Else it would be another text once it has travelled. */
    private static void checkText(String text) {
        Codecs.string().encode(text);
    }

    private static Selector made(SelectorMessage.Builder parts) {
        SelectorMessage message = parts.build();
        SelectorCheck.size(message.getSerializedSize(), Status.INVALID_ARGUMENT);
        SelectorCheck.check(message, Status.INVALID_ARGUMENT);
        return new Selector(message);
    }

    private static void add(Tests.Builder tests, SelectorMessage part, boolean sameKind, Tests inner) {
        if (sameKind) {
            tests.addAllTests(inner.getTestsList());
        } else {
            tests.addTests(part);
        }
    }

    private static boolean matches(SelectorMessage test, Map<String, String> attributes) {
        return switch (test.getTestCase()) {
            case HAS -> attributes.containsKey(test.getHas());
            case AMONG ->
                isAmong(test.getAmong(), attributes.get(test.getAmong().getName()));
            case LIKE -> isLike(test.getLike(), attributes.get(test.getLike().getName()));
            case ALL -> test.getAll().getTestsList().stream().allMatch(part -> matches(part, attributes));
            case ANY -> test.getAny().getTestsList().stream().anyMatch(part -> matches(part, attributes));
            case NOT -> !matches(test.getNot(), attributes);
            case TEST_NOT_SET -> throw new IllegalStateException("has been checked");
        };
    }

    private static boolean isAmong(Values among, String value) {
        return value != null && among.getValuesList().contains(value);
    }

    private static boolean isLike(Pattern like, String value) {
        return value != null && Glob.matches(like.getGlob(), value);
    }

    /** Equal if the tests are the same, in the same order. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Selector that && message.equals(that.message);
    }

    @Override
    public int hashCode() {
        return message.hashCode();
    }

    /** For a person, such as {@code (host like 'rack7-*' and gpu is 'a100' and not has draining)}. */
    @Override
    public String toString() {
        return SelectorText.of(message);
    }
}
