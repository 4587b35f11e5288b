package io.stci.transport;

/** Says nothing, and expects nothing but to be refused. */
final class SilentGreeting implements Greeting {
    @Override
    public void begin(Link link) {}

    @Override
    public void received(Link link, Frame frame) {
        throw new AssertionError("nobody answers to silence");
    }
}
