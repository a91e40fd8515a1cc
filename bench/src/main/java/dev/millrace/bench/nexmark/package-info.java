/**
 * Nexmark: the queries of the benchmark, one at a time, over generated events.
 *
 * <p>Start at {@code NexmarkCommand}, then {@code QueryRun}. What is measured and how is said in the module's README.
 */
@NullMarked
package dev.millrace.bench.nexmark;

import org.jspecify.annotations.NullMarked;
