/**
 * How the pipeline is doing: statistics, metrics and samples over time, in the words that Feldera's clients know.
 *
 * <p>Start at {@link dev.millrace.dataplane.report.Reports}.
 */
@NullMarked
package dev.millrace.dataplane.report;

import org.jspecify.annotations.NullMarked;
