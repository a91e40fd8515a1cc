/**
 * Programs are compiled here, in the background, by one warm compiler; what was compiled once is remembered by content.
 *
 * <p>Start at {@link dev.millrace.manager.compile.CompilationQueue}. This room must not know HTTP or processes.
 */
@NullMarked
package dev.millrace.manager.compile;

import org.jspecify.annotations.NullMarked;
