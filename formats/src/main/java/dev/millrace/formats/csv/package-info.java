/**
 * CSV: rows as lines of fields between delimiters.
 *
 * <p>Start at {@link dev.millrace.formats.csv.CsvInput} and {@link dev.millrace.formats.csv.CsvOutput}.
 */
@NullMarked
package dev.millrace.formats.csv;

import org.jspecify.annotations.NullMarked;
