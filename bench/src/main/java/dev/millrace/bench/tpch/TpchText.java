package dev.millrace.bench.tpch;

import java.util.List;
import java.util.Locale;

/** Results as lines: for programs, and for people. */
final class TpchText {
    private static final String HEADER = String.format(
            Locale.ROOT,
            "%-5s %14s %12s %12s %10s %10s %9s %9s %9s  %s",
            "query",
            "load/cpu-s",
            "changes/s",
            "per cpu-s",
            "ms/batch",
            "DuckDB ms",
            "ratio",
            "state MB",
            "rows",
            "equal");

    private TpchText() {}

    static String header() {
        return HEADER;
    }

    static String line(TpchResult result) {
        TpchResult.Recomputed duckDb = result.duckDb();
        int batches = result.settings().batches();
        return String.format(
                Locale.ROOT,
                "%-5s %,14.0f %,12.0f %,12.0f %10.2f %10s %9s %,9.1f %,9d  %s",
                result.query(),
                result.loadedRowsPerCpuSecond(),
                result.changesPerSecond(),
                result.changesPerCpuSecond(),
                result.millisPerBatch(),
                duckDb == null ? "" : String.format(Locale.ROOT, "%.2f", duckDb.querySeconds() * 1e3 / batches),
                duckDb == null ? "" : String.format(Locale.ROOT, "%.1fx", result.ratio()),
                result.stateBytes() / 1e6,
                result.rows(),
                duckDb == null ? "" : result.agrees() ? "yes" : duckDb.agreeing() + " of " + batches);
    }

    /** What all together took. */
    static String summary(List<TpchResult> results) {
        double ratio = Math.exp(results.stream()
                .mapToDouble(TpchResult::ratio)
                .filter(r -> r > 0)
                .map(Math::log)
                .average()
                .orElse(Double.NaN));
        double changes = results.stream().mapToLong(TpchResult::changes).sum();
        double seconds = results.stream().mapToDouble(TpchResult::seconds).sum();
        String all = String.format(Locale.ROOT, "all   %,.0f changes/s in %d views", changes / seconds, results.size());
        return Double.isNaN(ratio)
                ? all
                : all + String.format(Locale.ROOT, "; DuckDB takes %.1fx as long (geometric mean)", ratio);
    }

    static String json(TpchResult result) {
        TpchSettings settings = result.settings();
        TpchResult.Recomputed duckDb = result.duckDb();
        String other = duckDb == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        ",\"duckdb_seconds\":%.4f,\"duckdb_cpu_seconds\":%.4f,\"duckdb_apply_seconds\":%.4f,"
                                + "\"duckdb_ratio\":%.3f,\"batches_equal\":%d",
                        duckDb.querySeconds(),
                        duckDb.queryCpuSeconds(),
                        duckDb.applySeconds(),
                        result.ratio(),
                        duckDb.agreeing());
        return String.format(
                Locale.ROOT,
                "{\"query\":\"%s\",\"orders\":%d,\"workers\":%d,\"loaded_rows\":%d,\"load_cpu_seconds\":%.3f,"
                        + "\"batches\":%d,\"changes\":%d,\"seconds\":%.4f,\"cpu_seconds\":%.4f,\"changes_per_second\":%.0f,"
                        + "\"state_bytes\":%d,\"rows\":%d%s}",
                result.query(),
                settings.orders(),
                settings.workers(),
                result.loadedRows(),
                result.loadCpuSeconds(),
                settings.batches(),
                result.changes(),
                result.seconds(),
                result.cpuSeconds(),
                result.changesPerSecond(),
                result.stateBytes(),
                result.rows(),
                other);
    }
}
