package dev.millrace.plan.waterline;

/**
 * What a node may give up: what it keeps of rows of an input whose {@code column} is less than {@code bound}. Nothing that is still
 * to come changes or meets them. NULLs are kept.
 */
public record Expiry(int input, int column, Origin bound) {}
