package dev.millrace.bench.nexmark;

import java.util.List;
import picocli.CommandLine.Option;

/** Which state grows, and how: a mixin of commands that measure while it does. */
final class GrowingStateOptions {
    @Option(
            names = "--query",
            split = ",",
            defaultValue = "q18,q20",
            paramLabel = "QUERY",
            description = "Queries of Nexmark whose state grows (${DEFAULT-VALUE}).")
    private List<String> queries = List.of();

    @Option(names = "--workers", defaultValue = "1", paramLabel = "N", description = "Threads of the engine (1).")
    private int workers;

    @Option(
            names = "--event-rate",
            defaultValue = "100",
            paramLabel = "N",
            description = "Events per second of event time (100).")
    private long eventRate;

    List<String> queries() {
        return queries;
    }

    /** The empty state of a query. */
    GrowingState begin(String query) {
        return new GrowingState(query, workers, eventRate);
    }
}
