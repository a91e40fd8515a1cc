package dev.millrace.bench.tpch;

/**
 * What is measured.
 *
 * @param orders how many orders there are; the other tables follow from it
 * @param batches how many batches of changes come after the tables are full
 * @param batchRows about how many changes each has
 * @param workers threads of each engine
 * @param duckDb whether DuckDB is measured as well
 */
record TpchSettings(int orders, int batches, int batchRows, int workers, long seed, boolean duckDb) {
    /** Orders at scale factor 1, by the specification. */
    static final int ORDERS_PER_SCALE = 1_500_000;
}
