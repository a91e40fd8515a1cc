/**
 * Bytes as they are: each line, or a whole stream, is the value of one column.
 *
 * <p>Start at {@link dev.millrace.formats.raw.RawInput}.
 */
@NullMarked
package dev.millrace.formats.raw;

import org.jspecify.annotations.NullMarked;
