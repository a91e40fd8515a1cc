/**
 * Rows in Arrow's streaming format, written directly: schema, record batches, end of stream.
 *
 * <p>Start at {@link dev.millrace.dataplane.query.arrow.ArrowStream}. This package knows values and their types, not where they come
 * from. Source of the layout: the Arrow columnar format, version 1.5.
 */
@NullMarked
package dev.millrace.dataplane.query.arrow;

import org.jspecify.annotations.NullMarked;
