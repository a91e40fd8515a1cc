/**
 * Everything that is timed. Start at {@link dev.millrace.bench.Main}; each benchmark is one file.
 *
 * <p>Tests never time and benchmarks never assert more than that the answer is right. No other room may know this one.
 */
@NullMarked
package dev.millrace.bench;

import org.jspecify.annotations.NullMarked;
