package dev.millrace.engine.circuit;

/** What an operator keeps, all shards together: for profiles and EXPLAIN. */
public record OperatorState(int node, long bytes, long rows) {}
