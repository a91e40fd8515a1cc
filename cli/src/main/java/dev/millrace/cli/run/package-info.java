/**
 * What {@code millrace run} shows: progress while a pipeline runs, changes, contents and a summary at the end.
 *
 * <p>Start at {@code ProgramRun}, then the {@code Display}s. This package must not know how programs are compiled or computed.
 */
@NullMarked
package dev.millrace.cli.run;

import org.jspecify.annotations.NullMarked;
