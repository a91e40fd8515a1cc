/**
 * Asks services whether they are there and what they have. Start at {@link dev.millrace.manager.probe.KafkaProbe}. This room opens
 * connections to where a service says, and to nowhere else; it keeps nothing.
 */
@NullMarked
package dev.millrace.manager.probe;

import org.jspecify.annotations.NullMarked;
