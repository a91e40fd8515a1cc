/**
 * Kafka, and what speaks its protocol (Redpanda): topics as sources of tables and destinations of views.
 *
 * <p>Start at {@link dev.millrace.connectors.kafka.KafkaConnectors}. {@code KafkaReader} is the reading loop, {@code KafkaOutput} the
 * writing one, {@code ClientSettings} knows the spellings of options. This room must not know SQL, the engine or other connectors.
 */
@NullMarked
package dev.millrace.connectors.kafka;

import org.jspecify.annotations.NullMarked;
