/**
 * Bytes to rows and back, one package per format: {@code json}, {@code csv}, {@code raw}; {@code text} has what they
 * share.
 *
 * <p>Start at {@link dev.millrace.formats.Formats}, the list of formats. Parsers write straight into typed columns, and
 * text columns refer into the input. This room must not know where bytes come from or go to.
 */
@NullMarked
package dev.millrace.formats;

import org.jspecify.annotations.NullMarked;
