/**
 * The command line. Start at {@link dev.millrace.cli.Main}; each subcommand is one file.
 *
 * <p>This room parses arguments, calls another room and prints; it must not decide anything about SQL or data.
 */
@NullMarked
package dev.millrace.cli;

import org.jspecify.annotations.NullMarked;
