/**
 * Syntax tree to checked syntax tree: names are resolved, types are derived, rules are enforced.
 *
 * <p>Start at {@link dev.millrace.compiler.validate.SqlCatalog}. This package must not know relational algebra; that is {@code convert}.
 */
@NullMarked
package dev.millrace.compiler.validate;

import org.jspecify.annotations.NullMarked;
