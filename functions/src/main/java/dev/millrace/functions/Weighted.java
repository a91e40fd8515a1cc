package dev.millrace.functions;

import org.jspecify.annotations.Nullable;

/**
 * The arguments of an aggregate function in one row of a group, and how often that row occurs.
 *
 * @param arguments boxed; not changed once it is here
 * @param weight not 0; negative only where more rows were taken away than there were
 */
public record Weighted(@Nullable Object[] arguments, long weight) {}
