package dev.millrace.connectors.kafka;

import dev.millrace.connect.ConnectorRegistry;

/** The connectors of this room, to be registered. */
public final class KafkaConnectors {
    private KafkaConnectors() {}

    /** Adds {@code kafka_input} and {@code kafka_output}. */
    public static ConnectorRegistry.Builder addTo(ConnectorRegistry.Builder registry) {
        return registry.input(KafkaInput.TRANSPORT).output(KafkaOutput.TRANSPORT);
    }
}
