package dev.millrace.bench.flink;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The same query in both engines. */
public record Pair(Measurement millrace, Measurement flink) {
    /** The query. */
    public String query() {
        return millrace.query();
    }

    /** How many times as fast Millrace is by the clock. */
    public double wallRatio() {
        return millrace.eventsPerSecond() / flink.eventsPerSecond();
    }

    /** How many times as many events a second of processor time is worth in Millrace. */
    public double cpuRatio() {
        return millrace.eventsPerCpuSecond() / flink.eventsPerCpuSecond();
    }

    /** The geometric mean over some pairs; NaN if there are none. */
    static double mean(List<Pair> pairs, ToDoubleFunction<Pair> ratio) {
        return Math.exp(pairs.stream()
                .mapToDouble(pair -> Math.log(ratio.applyAsDouble(pair)))
                .average()
                .orElse(Double.NaN));
    }
}
