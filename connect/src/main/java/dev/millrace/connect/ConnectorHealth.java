package dev.millrace.connect;

import java.util.List;

/**
 * How a connector finds the outside at this moment.
 *
 * @param problem what keeps it waiting, a sentence for an operator; empty if all is well
 * @param failures how often something outside went wrong since it was made
 * @param metrics more figures
 */
public record ConnectorHealth(String problem, long failures, List<Metric> metrics) {
    /** Nothing to say. */
    public static final ConnectorHealth FINE = new ConnectorHealth("", 0, List.of());

    public ConnectorHealth {
        metrics = List.copyOf(metrics);
    }

    /**
     * A figure.
     *
     * @param name in lower case with underscores and with the unit last: {@code lag_records}
     * @param part what it is of, if there are several: {@code partition 3}; empty if not
     */
    public record Metric(String name, String part, double value) {}

    /** Whether it does its work. */
    public boolean isHealthy() {
        return problem.isEmpty();
    }
}
