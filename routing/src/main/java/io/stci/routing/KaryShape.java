package io.stci.routing;

final class KaryShape extends Shape {
    private final int fanout;

    KaryShape(int fanout) {
        super("kary:" + Fanouts.check(fanout, 2));
        this.fanout = fanout;
    }

    @Override
    Splitter splitter(int agents) {
        EvenLevels levels = new EvenLevels(fanout, agents);
        return (span, parts) -> levels.divide(span.depth(), span.size(), parts::subtree);
    }
}
