/**
 * Commands that speak to a manager over HTTP. Start at {@link dev.millrace.cli.remote.PipelineCommand}; what they have in common is
 * {@link dev.millrace.cli.remote.Remote}.
 *
 * <p>This room knows the API and nothing of the manager's inside.
 */
@NullMarked
package dev.millrace.cli.remote;

import org.jspecify.annotations.NullMarked;
