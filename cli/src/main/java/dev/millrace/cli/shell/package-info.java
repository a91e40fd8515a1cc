/**
 * The SQL shell: text in, statements executed one by one, answers out as JSON lines or as tables.
 *
 * <p>Start at {@code Shell}. What statements do is decided by {@code dev.millrace.embedded.Session}; this package cuts its input into
 * statements and prints what the session answers.
 */
@NullMarked
package dev.millrace.cli.shell;

import org.jspecify.annotations.NullMarked;
