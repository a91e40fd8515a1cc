/**
 * The life of pipelines. Start at {@link dev.millrace.manager.pipeline.Pipelines}, where wishes come in and are made durable; a
 * {@link dev.millrace.manager.pipeline.Reconcilers reconciler} per pipeline then does one thing after the other that {@link
 * dev.millrace.manager.pipeline.Automaton} says, until the pipeline is what was wished for.
 *
 * <p>This room must not know REST: who asks, and in which words.
 */
@NullMarked
package dev.millrace.manager.pipeline;

import org.jspecify.annotations.NullMarked;
