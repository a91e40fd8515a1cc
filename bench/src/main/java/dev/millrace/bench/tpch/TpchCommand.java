package dev.millrace.bench.tpch;

import dev.millrace.bench.Report;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace bench tpch}: views of TPC-H under changes. Exits with 1 if a view differed from DuckDB's answer. */
@Command(
        name = "tpch",
        mixinStandardHelpOptions = true,
        description = "Keeps the 22 queries of TPC-H up to date while rows come, change and go; DuckDB runs them anew.")
public final class TpchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--query",
            split = ",",
            defaultValue = "all",
            paramLabel = "QUERY",
            description = "Queries, like q1,q6, or all (${DEFAULT-VALUE}).")
    private List<String> queries = List.of();

    @Option(
            names = "--scale",
            defaultValue = "0.1",
            paramLabel = "N",
            description = "Scale factor: 1 is 1,500,000 orders (${DEFAULT-VALUE}).")
    private double scale;

    @Option(names = "--batches", defaultValue = "10", paramLabel = "N", description = "Batches of changes (10).")
    private int batches;

    @Option(
            names = "--batch-rows",
            defaultValue = "1000",
            paramLabel = "N",
            description = "Changes in a batch, in all tables together (1000).")
    private int batchRows;

    @Option(names = "--workers", defaultValue = "1", paramLabel = "N", description = "Threads of each engine (1).")
    private int workers;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "Chooses among data (1).")
    private long seed;

    @Option(
            names = "--no-duckdb",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Measure Millrace alone.")
    private boolean duckDb = true;

    @Mixin
    private Report report = new Report();

    @Override
    public Integer call() throws SQLException {
        List<String> chosen = chosen();
        TpchSettings settings = settings();
        if (report.format() == Report.Format.table) {
            report.print(TpchText.header());
        }
        List<TpchResult> results = results(chosen, settings);
        if (report.format() == Report.Format.table) {
            report.print(TpchText.summary(results));
        }
        return results.stream().allMatch(TpchResult::agrees) ? 0 : 1;
    }

    private List<TpchResult> results(List<String> chosen, TpchSettings settings) throws SQLException {
        TpchWorkload workload = new TpchWorkload(settings);
        List<TableChanges> load = workload.load();
        List<List<TableChanges>> changes = workload.batches();
        List<TpchResult> results = new ArrayList<>();
        try (DuckDb other = settings.duckDb() ? new DuckDb(settings.workers()) : null) {
            for (TableChanges rows : load) {
                if (other != null) {
                    other.load(rows);
                }
            }
            for (String query : chosen) {
                try (TpchRun run = new TpchRun(query, settings, other)) {
                    results.add(run.measure(load, changes));
                }
                report.print(text(results.getLast()));
            }
        }
        return results;
    }

    private String text(TpchResult result) {
        return switch (report.format()) {
            case table -> TpchText.line(result);
            case json -> TpchText.json(result);
        };
    }

    private List<String> chosen() {
        if (queries.equals(List.of("all"))) {
            return TpchTexts.queries();
        }
        for (String query : queries) {
            if (!TpchTexts.queries().contains(query)) {
                throw new ParameterException(spec.commandLine(), "there is no query " + query);
            }
        }
        return queries;
    }

    private TpchSettings settings() {
        int orders = (int) Math.round(scale * TpchSettings.ORDERS_PER_SCALE);
        if (orders < 100 || batches < 1 || batchRows < 10 || workers < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--scale must make at least 100 orders, --batches and --workers must be positive, --batch-rows at least 10");
        }
        return new TpchSettings(orders, batches, batchRows, workers, seed, duckDb);
    }
}
