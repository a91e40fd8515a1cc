/** How long it takes from the text of a program to its first row. Start at {@link dev.millrace.bench.start.StartCommand}. */
@NullMarked
package dev.millrace.bench.start;

import org.jspecify.annotations.NullMarked;
