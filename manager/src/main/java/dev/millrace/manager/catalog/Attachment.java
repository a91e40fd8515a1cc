package dev.millrace.manager.catalog;

/** A stored connector at a relation of a pipeline. {@code name} is unique in the pipeline. */
public record Attachment(String name, boolean isInput, String connectorName, String relationName) {}
