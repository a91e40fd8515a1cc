/**
 * Kernels, measured by JMH: what a step of the engine is made of, without the rest.
 *
 * <p>Start at {@link dev.millrace.bench.kernels.KernelsCommand}. Each benchmark does one thing to {@link Bids#COUNT} bids of Nexmark
 * and counts as that many operations. Names of benchmarks are what the command takes to choose some.
 *
 * <p>This room measures the engine and the formats through what they offer to all: it must not reach into them.
 */
@NullMarked
package dev.millrace.bench.kernels;

import org.jspecify.annotations.NullMarked;
