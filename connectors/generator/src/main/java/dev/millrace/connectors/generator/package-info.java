/**
 * Made-up data: {@code datagen} for any relation, {@code nexmark} for the auction benchmark, {@code empty_input} for
 * none. The seed decides every row.
 *
 * <p>Start at {@link dev.millrace.connectors.generator.GeneratorConnectors}. This room must not know other connectors
 * or the engine.
 */
@NullMarked
package dev.millrace.connectors.generator;

import org.jspecify.annotations.NullMarked;
