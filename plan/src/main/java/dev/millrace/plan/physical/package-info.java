/**
 * The circuit laid out for shards, still as data: where rows must change the shard, what runs without that, and which state there
 * is.
 *
 * <p>Start at {@link dev.millrace.plan.physical.PhysicalCircuit}. Placing exchanges is in {@code ExchangePlacement}, cutting regions
 * in {@code RegionCut}, naming state in {@code StateLayout} and {@code Lineage}.
 *
 * <p>It does not know how many shards there are, which thread runs them, or how state is stored.
 */
@NullMarked
package dev.millrace.plan.physical;

import org.jspecify.annotations.NullMarked;
