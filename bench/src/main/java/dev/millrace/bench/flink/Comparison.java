package dev.millrace.bench.flink;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Queries of Nexmark in Millrace and in Flink, one after the other, each engine in a process of its own. */
public final class Comparison {
    private static final List<String> LARGE = List.of("q4", "q6", "q7", "q9", "q16", "q18", "q19", "q20");
    private static final List<String> MIDDLE = List.of("q5", "q11", "q13", "q15", "q17");
    private static final List<String> LIGHT = List.of("q3", "q8", "q12");

    /**
     * What is compared.
     *
     * @param events of all three tables
     * @param warmUpEvents run before in the same process, not measured
     * @param workers threads of Millrace's engine
     * @param parallelism of Flink
     * @param heap of both, like {@code 8g}; empty: as much as is good for Flink at the query
     * @param runs how often each is measured; the run with the least processor time counts
     * @param folder where the events are written, and left for the next time
     */
    public record Options(
            List<String> queries,
            long events,
            long warmUpEvents,
            int workers,
            int parallelism,
            long eventRate,
            String heap,
            int runs,
            Path folder) {
        public Options {
            queries = List.copyOf(queries);
        }
    }

    private final Options options;

    public Comparison(Options options) {
        this.options = options;
    }

    /** Compares; tells {@code each} of a query as soon as it is done. Throws {@link IOException} if a child fails. */
    public List<Pair> run(Consumer<Pair> each) throws IOException, InterruptedException {
        int parts = options.parallelism();
        EventFiles warmUp = EventFiles.prepare(options.folder(), options.warmUpEvents(), options.eventRate(), parts);
        EventFiles measured = EventFiles.prepare(options.folder(), options.events(), options.eventRate(), parts);
        List<Pair> pairs = new ArrayList<>();
        for (String query : options.queries()) {
            Job ours = new Job(query, warmUp, measured, options.workers(), options.runs());
            Job theirs = new Job(query, warmUp, measured, options.parallelism(), options.runs());
            String heap = options.heap().isEmpty() ? heap(query) : options.heap();
            Pair pair = new Pair(best(ChildJvm.millrace(ours, heap)), best(ChildJvm.flink(theirs, heap)));
            pairs.add(pair);
            each.accept(pair);
        }
        return pairs;
    }

    private static Measurement best(List<Measurement> runs) {
        return runs.stream()
                .min(Comparator.comparingDouble(Measurement::cpuSeconds))
                .orElseThrow();
    }

    /** The heap with which Flink was fastest: enough that it never has to look for memory. */
    private static String heap(String query) {
        if (LARGE.contains(query)) {
            return "12g";
        }
        if (MIDDLE.contains(query)) {
            return "8g";
        }
        return LIGHT.contains(query) ? "6g" : "4g";
    }
}
