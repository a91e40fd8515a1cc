/**
 * Rows and tables as people read them in a terminal.
 *
 * <p>Start at {@code TextTable}. This package must not know where rows come from.
 */
@NullMarked
package dev.millrace.cli.text;

import org.jspecify.annotations.NullMarked;
