/**
 * Pipelines on other machines. An agent is a process there: it registers, is told over HTTP what to start and end, says what it sees,
 * and hands requests on to its pipelines. Start at {@link dev.millrace.manager.agent.RemoteRunner} for the manager's side and at
 * {@link dev.millrace.manager.agent.Agent} for the other. What goes over the wire is in {@code Order} and {@code Report}.
 *
 * <p>This package must not know what is deployed, or why.
 */
@NullMarked
package dev.millrace.manager.agent;

import org.jspecify.annotations.NullMarked;
