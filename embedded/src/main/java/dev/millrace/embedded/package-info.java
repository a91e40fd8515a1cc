/**
 * The library: SQL compiled and run inside a Java program.
 *
 * <p>Start at {@code dev.millrace.Millrace}, its door. This room must not know processes, HTTP or any single connector.
 */
@NullMarked
package dev.millrace.embedded;

import org.jspecify.annotations.NullMarked;
