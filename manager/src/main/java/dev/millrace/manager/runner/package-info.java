/**
 * Where pipelines run. Start at {@link dev.millrace.manager.runner.Runner}; {@link dev.millrace.manager.runner.LocalRunner} runs each
 * as a process of this machine.
 *
 * <p>A runner does what it is told and says what it sees; it decides nothing, and knows neither the catalog nor the API.
 */
@NullMarked
package dev.millrace.manager.runner;

import org.jspecify.annotations.NullMarked;
