/**
 * What surviving crashes costs: throughput with checkpoints, how long steps wait for one, how long they wait for the journal, how fast
 * state comes back.
 *
 * <p>Start at {@code CheckpointCommand}. What is measured and how is said in the module's README.
 */
@NullMarked
package dev.millrace.bench.durability;

import org.jspecify.annotations.NullMarked;
