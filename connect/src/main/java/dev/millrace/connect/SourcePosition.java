package dev.millrace.connect;

/**
 * A place in a source from which it can be read again: everything before it has been handed over, nothing after it.
 * Opaque to all but the connector that made it; stored with checkpoints.
 *
 * @param text as the connector likes it, usually JSON
 */
public record SourcePosition(String text) {}
