package dev.millrace.bench.flink;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * One measured run of a query in one engine.
 *
 * @param events of all three tables, also if the query reads only one
 * @param seconds from the start of the job to its end; planning and starting the engine excluded
 * @param cpuSeconds of all threads of the process in that time, compilers and collectors included
 * @param rssBytes the most memory of the process since it started
 * @param rows changes that went to the sink
 * @param otherCores how many cores other processes kept busy meanwhile
 * @param stateBytes the greatest state as the engine accounts for it; 0 if it does not
 * @param badRows rows that could not be read or were dropped because they were late
 */
public record Measurement(
        String engine,
        String query,
        long events,
        double seconds,
        double cpuSeconds,
        long rssBytes,
        long rows,
        double otherCores,
        long stateBytes,
        long badRows) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String MARK = "measured: ";

    /** Events per second. */
    public double eventsPerSecond() {
        return events / seconds;
    }

    /** Events per second of processor time. */
    public double eventsPerCpuSecond() {
        return events / cpuSeconds;
    }

    /** As a line that {@link #ofOutput} finds. */
    String line() {
        return MARK + JSON.writeValueAsString(this);
    }

    /** The measurements among the lines that a child printed. */
    static List<Measurement> ofOutput(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(MARK))
                .map(line -> JSON.readValue(line.substring(MARK.length()), Measurement.class))
                .toList();
    }
}
