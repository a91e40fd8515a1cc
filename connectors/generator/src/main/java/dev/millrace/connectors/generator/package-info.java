/**
 * Made-up data: {@code datagen} for any relation, {@code nexmark} for the auction benchmark. The seed decides every row.
 *
 * <p>This room must not know other connectors or the engine.
 */
@NullMarked
package dev.millrace.connectors.generator;

import org.jspecify.annotations.NullMarked;
