/**
 * Ad-hoc queries: SQL over what the materialized tables and views contain at the end of a step, and rows inserted by SQL.
 *
 * <p>Start at {@link dev.millrace.dataplane.query.AdHocQueries}. The compiler is loaded when the first query comes.
 */
@NullMarked
package dev.millrace.dataplane.query;

import org.jspecify.annotations.NullMarked;
