/**
 * TPC-H: its 22 queries as views that are kept while rows come, change and go, beside DuckDB, which runs the query anew.
 *
 * <p>Start at {@code TpchCommand}, then {@code TpchRun}. What is measured and how is said in the module's README.
 */
@NullMarked
package dev.millrace.bench.tpch;

import org.jspecify.annotations.NullMarked;
