package dev.millrace.bench.tpch;

import org.jspecify.annotations.Nullable;

/**
 * What one query took.
 *
 * @param loadedRows rows that the tables were filled with
 * @param loadCpuSeconds processor time of it in Millrace
 * @param changes how many changes all batches had together, to tables that the query reads
 * @param seconds and {@code cpuSeconds}: what they took Millrace
 * @param stateBytes most bytes of state after a step
 * @param rows of the view in the end
 * @param duckDb the same in DuckDB; {@code null} if it was not measured
 */
record TpchResult(
        String query,
        TpchSettings settings,
        long loadedRows,
        double loadCpuSeconds,
        long changes,
        double seconds,
        double cpuSeconds,
        long stateBytes,
        long rows,
        @Nullable Recomputed duckDb) {

    /**
     * The view computed anew after every batch.
     *
     * @param querySeconds running the query, without the changes to the tables
     * @param applySeconds changing the tables
     * @param agreeing after how many batches both had the same rows
     */
    record Recomputed(double querySeconds, double queryCpuSeconds, double applySeconds, int agreeing) {}

    /** The least processor time that systems tell. */
    private static final double CPU_SECONDS_MIN = 0.01;

    double loadedRowsPerCpuSecond() {
        return loadedRows / Math.max(CPU_SECONDS_MIN, loadCpuSeconds);
    }

    double changesPerSecond() {
        return changes / seconds;
    }

    double changesPerCpuSecond() {
        return changes / Math.max(CPU_SECONDS_MIN, cpuSeconds);
    }

    double millisPerBatch() {
        return seconds * 1e3 / settings.batches();
    }

    /** How many times longer it takes to compute the view anew; NaN if that was not measured. */
    double ratio() {
        return duckDb == null ? Double.NaN : duckDb.querySeconds() / seconds;
    }

    boolean agrees() {
        return duckDb == null || duckDb.agreeing() == settings.batches();
    }
}
