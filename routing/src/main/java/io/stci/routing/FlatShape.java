package io.stci.routing;

final class FlatShape extends Shape {
    FlatShape() {
        super("flat");
    }

    @Override
    Splitter splitter(int agents) {
        return (span, parts) -> parts.agents(span.size());
    }
}
