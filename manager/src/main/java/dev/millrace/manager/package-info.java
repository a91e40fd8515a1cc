/**
 * Keeps many pipelines alive. Start at {@link dev.millrace.manager.Manager}, which puts the parts together: the catalog of what was
 * asked for, the compiler of programs, one reconciler per pipeline, the runner of processes, and the REST face.
 *
 * <p>This room must not know the inside of a pipeline's process: it starts one and speaks HTTP to it.
 */
@NullMarked
package dev.millrace.manager;

import org.jspecify.annotations.NullMarked;
