/**
 * How quick the manager and its pipelines are, as their users see it: {@code millrace serve} runs as a process of its own, and everything
 * is asked over HTTP. Begin with {@link dev.millrace.bench.manager.ManagerCommand}. It must not know the manager's classes.
 */
@NullMarked
package dev.millrace.bench.manager;

import org.jspecify.annotations.NullMarked;
