package dev.millrace.bench.nexmark;

import dev.millrace.bench.Report;
import dev.millrace.bench.flink.Comparison;
import dev.millrace.bench.flink.ComparisonReport;
import dev.millrace.bench.flink.Pair;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The part of {@code millrace bench nexmark} that measures another engine as well. */
final class FlinkOptions {
    /** What Millrace can be compared with. */
    enum Engine {
        flink
    }

    @Option(
            names = "--against",
            paramLabel = "flink",
            description =
                    "Measure Apache Flink SQL in the same run, on the same lines of JSON, each engine in processes of its own.")
    private @Nullable Engine against;

    @Option(
            names = "--runs",
            defaultValue = "2",
            paramLabel = "N",
            description =
                    "With --against: how often each is measured; the run with the least processor time counts (2 by default).")
    private int runs = 2;

    @Option(
            names = "--flink-parallelism",
            defaultValue = "0",
            paramLabel = "N",
            description = "Flink's parallelism; as many as there are cores by default.")
    private int parallelism;

    @Option(
            names = "--heap",
            defaultValue = "",
            paramLabel = "SIZE",
            description =
                    "With --against: the heap of both, like 8g; by default 4 to 12 GB, with which Flink was fastest.")
    private String heap = "";

    @Option(
            names = "--folder",
            defaultValue = "bench/target/nexmark",
            paramLabel = "FOLDER",
            description = "With --against: where the lines are written, and left for the next time (${DEFAULT-VALUE}).")
    private Path folder = Path.of("bench", "target", "nexmark");

    boolean wanted() {
        return against != null;
    }

    /**
     * Compares.
     *
     * @param warmUpEvents events that run through each query before it is measured
     */
    int compare(List<String> queries, NexmarkSettings settings, long warmUpEvents, Report report)
            throws IOException, InterruptedException {
        boolean table = report.format() == Report.Format.table;
        if (table) {
            report.print(ComparisonReport.header());
        }
        List<Pair> pairs = new Comparison(options(queries, settings, warmUpEvents))
                .run(pair -> report.print(table ? ComparisonReport.line(pair) : ComparisonReport.json(pair)));
        report.print(table ? ComparisonReport.summary(pairs) : ComparisonReport.jsonSummary(pairs));
        return 0;
    }

    private Comparison.Options options(List<String> queries, NexmarkSettings settings, long warmUpEvents) {
        return new Comparison.Options(
                queries,
                settings.events(),
                Math.max(1, warmUpEvents),
                settings.workers(),
                parallelism > 0 ? parallelism : Runtime.getRuntime().availableProcessors(),
                settings.eventRate(),
                heap,
                runs,
                folder);
    }
}
