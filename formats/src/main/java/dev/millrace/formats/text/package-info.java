/**
 * Values written as text, and columns under construction: what formats share.
 *
 * <p>Start at {@link dev.millrace.formats.text.RowsBuilder}. This package must not know any format.
 */
@NullMarked
package dev.millrace.formats.text;

import org.jspecify.annotations.NullMarked;
