package dev.millrace.connectors.generator;

import dev.millrace.connect.ConnectorRegistry;
import dev.millrace.connectors.generator.datagen.Datagen;
import dev.millrace.connectors.generator.nexmark.NexmarkInput;

/** The connectors of this room, to be registered. */
public final class GeneratorConnectors {
    private GeneratorConnectors() {}

    /** Adds {@code datagen}, {@code nexmark} and {@code empty_input}. */
    public static ConnectorRegistry.Builder addTo(ConnectorRegistry.Builder registry) {
        return registry.input(Datagen.TRANSPORT).input(NexmarkInput.TRANSPORT).input(EmptyInput.TRANSPORT);
    }
}
