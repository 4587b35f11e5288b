package io.stci.session.tool;

/**
 * One round of a stream.
 *
 * @param number as {@link ToolStream#ask} gave it; they rise
 * @param result what it came to, and of whom
 * @param <V> the value
 */
public record Wave<V>(long number, Result<V> result) {}
