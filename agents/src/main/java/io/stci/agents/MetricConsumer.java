package io.stci.agents;

/** Takes the metrics of one sample. */
@FunctionalInterface
interface MetricConsumer {
    /** @param value finite and not negative */
    void accept(String name, String unit, double value);
}
