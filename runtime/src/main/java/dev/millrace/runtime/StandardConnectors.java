package dev.millrace.runtime;

import dev.millrace.connect.ConnectorRegistry;
import dev.millrace.connectors.file.FileConnectors;
import dev.millrace.connectors.generator.GeneratorConnectors;
import dev.millrace.connectors.http.HttpConnectors;
import dev.millrace.connectors.kafka.KafkaConnectors;
import dev.millrace.formats.Formats;

/** The connectors and formats that every pipeline of this product may use. */
public final class StandardConnectors {
    private StandardConnectors() {}

    /** A registry of all of them. */
    public static ConnectorRegistry registry() {
        return addTo(ConnectorRegistry.builder()).build();
    }

    /** Adds all of them. */
    public static ConnectorRegistry.Builder addTo(ConnectorRegistry.Builder registry) {
        return Formats.addTo(
                HttpConnectors.addTo(KafkaConnectors.addTo(GeneratorConnectors.addTo(FileConnectors.addTo(registry)))));
    }
}
