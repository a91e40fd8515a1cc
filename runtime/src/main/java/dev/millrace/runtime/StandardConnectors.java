package dev.millrace.runtime;

import dev.millrace.connect.ConnectorRegistry;
import dev.millrace.connectors.file.FileConnectors;
import dev.millrace.connectors.generator.GeneratorConnectors;
import dev.millrace.formats.Formats;

/** The connectors and formats that every pipeline of this product may use. */
public final class StandardConnectors {
    private StandardConnectors() {}

    /** A registry of all of them. */
    public static ConnectorRegistry registry() {
        ConnectorRegistry.Builder registry = ConnectorRegistry.builder();
        FileConnectors.addTo(registry);
        GeneratorConnectors.addTo(registry);
        Formats.addTo(registry);
        return registry.build();
    }
}
