/**
 * Logs as JSON, a line each, for what collects logs. Chosen by {@code -Dslf4j.provider}; people read {@code slf4j-simple}. Start at
 * {@link dev.millrace.cli.log.JsonLogs}.
 */
@NullMarked
package dev.millrace.cli.log;

import org.jspecify.annotations.NullMarked;
