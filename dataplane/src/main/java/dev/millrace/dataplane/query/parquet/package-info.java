/**
 * Files of Parquet: plain values, one page per column and group of rows, not compressed.
 *
 * <p>Start at {@link dev.millrace.dataplane.query.parquet.ParquetFile}. This package must not know where its rows come from.
 */
@NullMarked
package dev.millrace.dataplane.query.parquet;

import org.jspecify.annotations.NullMarked;
