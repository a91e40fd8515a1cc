/**
 * Configuration as data: one {@link dev.millrace.connect.config.ConfigSpec} per component says which fields there are,
 * of what type, with what default and meaning; parsing, messages with paths, JSON schema and help text are derived from
 * it.
 *
 * <p>Start at {@link dev.millrace.connect.config.ConfigSpec}. This package must not know any connector or format.
 */
@NullMarked
package dev.millrace.connect.config;

import org.jspecify.annotations.NullMarked;
