/**
 * The contract between connectors and pipelines: what an author of a connector or a format implements, what a pipeline
 * tells them, how they are registered and how they are configured.
 *
 * <p>A connector is a <em>transport</em> (where bytes or rows come from and go to) and, if it moves bytes, a
 * <em>format</em> (how rows are written in bytes). Whatever comes in arrives as columnar {@link
 * dev.millrace.types.Batch}es of the table's used columns; whatever goes out leaves as batches of the view's columns.
 * Batches and the bytes they refer to are immutable once handed over, and the receiver may keep them until the end of
 * the step that consumes them.
 *
 * <p>Start at {@link dev.millrace.connect.InputConnector} and {@link dev.millrace.connect.OutputConnector} to write a
 * connector, at {@link dev.millrace.connect.InputFormat} to write a format, at {@link
 * dev.millrace.connect.ConnectorRegistry} to run them. This room must not know any connector, any format, or the
 * engine.
 */
@NullMarked
package dev.millrace.connect;

import org.jspecify.annotations.NullMarked;
