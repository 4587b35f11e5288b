package io.stci.activemessages;

/**
 * Writes and reads the payloads of one type. Stateless; any thread.
 *
 * @param <T> the type
 */
public interface Codec<T> {
    /** The value's bytes, which pass to the caller; may be none. */
    byte[] encode(T value);

    /**
     * Reads what {@link #encode} made.
     *
     * @param bytes to be left unchanged; the value may go on using them
     * @throws io.stci.core.StciException PROTOCOL_ERROR if it is none
     */
    T decode(byte[] bytes);
}
