/**
 * Text to syntax tree: the grammar, and the syntax of statements that only Millrace has.
 *
 * <p>Start at the parser. This package must not know what a name refers to; that is {@code validate}.
 */
@NullMarked
package dev.millrace.compiler.parse;

import org.jspecify.annotations.NullMarked;
