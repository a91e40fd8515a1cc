/**
 * Nexmark in Millrace and in Apache Flink SQL, side by side: the same lines of JSON, the same run, the same machine. Start at
 * {@link dev.millrace.bench.flink.Comparison}.
 *
 * <p>The engines never share a process. {@link dev.millrace.bench.flink.EventFiles} are written once; then each query runs in a
 * child of its own per engine, {@link dev.millrace.bench.flink.MillraceMain} and {@link dev.millrace.bench.flink.FlinkMain}, which
 * runs it once unmeasured and then some times measured, and prints a {@link dev.millrace.bench.flink.Measurement} per run.
 * {@link dev.millrace.bench.flink.ComparisonReport} puts them together. Only {@code FlinkMain} and the functions it registers
 * know Flink.
 */
@NullMarked
package dev.millrace.bench.flink;

import org.jspecify.annotations.NullMarked;
