/**
 * The contract between connectors and pipelines: messages, the exchange that carries them, what an author of a
 * connector implements, and how a connector is specified.
 *
 * <p>Start at the interfaces for authors. This room must not know any connector, any format, or the engine.
 */
@NullMarked
package dev.millrace.connect;

import org.jspecify.annotations.NullMarked;
