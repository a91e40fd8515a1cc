package dev.millrace.bench.flink;

import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Remembers the counters of what goes into the sinks of this process. Public because Flink loads the factory. */
public final class SinkCounter implements MetricReporter {
    private static final String ROWS_IN = "numRecordsIn";
    private static final String OPERATOR = "<operator_name>";
    private static final List<Counter> SINKS = new CopyOnWriteArrayList<>();

    /** Makes the reporter; named in {@code META-INF/services}. */
    public static final class Factory implements MetricReporterFactory {
        @Override
        public MetricReporter createMetricReporter(Properties properties) {
            return new SinkCounter();
        }
    }

    /** Forgets the sinks of the job before. */
    static void reset() {
        SINKS.clear();
    }

    /** Rows that went into all sinks. */
    static long rows() {
        return SINKS.stream().mapToLong(Counter::getCount).sum();
    }

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {}

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        String operator = group.getAllVariables().getOrDefault(OPERATOR, "");
        if (name.equals(ROWS_IN) && metric instanceof Counter counter && operator.startsWith("sink")) {
            SINKS.add(counter);
        }
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {}
}
