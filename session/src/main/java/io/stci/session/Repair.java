package io.stci.session;

/**
 * A node that was lost, and whose children found another parent.
 *
 * @param culprit the lost node, in words
 * @param cause why it was lost, as far as is known
 * @param adopted how many nodes found another parent
 * @param tookNs nanoseconds from when the front-end first heard of it to the last adoption
 */
public record Repair(String culprit, String cause, int adopted, long tookNs) {}
