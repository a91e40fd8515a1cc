/**
 * What operators remember between steps: row stores, indexes, and the account of the memory they take.
 *
 * <p>This package must not know operators: they own state, state does not own them.
 */
@NullMarked
package dev.millrace.engine.state;

import org.jspecify.annotations.NullMarked;
