/**
 * Syntax trees of the statements that Calcite has none for, and what else the generated parser builds from.
 *
 * <p>Start at {@link dev.millrace.compiler.parse.syntax.CreateTable}. Trees are immutable, keep their positions in the
 * text, and can be written back to SQL. This package must not know what a name refers to.
 */
@NullMarked
package dev.millrace.compiler.parse.syntax;

import org.jspecify.annotations.NullMarked;
