/**
 * One process, one pipeline: takes input in, steps the circuit, gives output out.
 *
 * <p>Start at the pipeline. For now this is also where the connectors are assembled. This room must not know the command
 * line, nor who started the process.
 */
@NullMarked
package dev.millrace.runtime;

import org.jspecify.annotations.NullMarked;
