package dev.millrace.cli.serve;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Switches OpenTelemetry on if the environment says where spans go ({@code OTEL_EXPORTER_OTLP_ENDPOINT}), in this process and in those
 * of its pipelines. What else it understands comes from its own variables.
 */
public final class Telemetry {
    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private Telemetry() {}

    /** Prepares this process; before the first span. */
    public static void configure(String service) {
        properties(System.getenv(ENDPOINT), service).forEach(property -> {
            String[] pair = property.split("=", 2);
            if (System.getProperty(pair[0]) == null) {
                System.setProperty(pair[0], pair[1]);
            }
        });
    }

    /** The flags for a JVM of a pipeline. */
    static List<String> flags() {
        return properties(System.getenv(ENDPOINT), "millrace-pipeline").stream()
                .map(property -> "-D" + property)
                .toList();
    }

    /** Variables that are set win: properties are only given for those that are not. */
    static List<String> properties(@Nullable String endpoint, String service) {
        return endpoint == null || endpoint.isBlank()
                ? List.of()
                : List.of(
                                "otel.java.global-autoconfigure.enabled=true",
                                "otel.exporter.otlp.protocol=http/protobuf",
                                "otel.metrics.exporter=none",
                                "otel.logs.exporter=none",
                                "otel.service.name=" + service)
                        .stream()
                        .filter(property -> System.getenv(variable(property)) == null)
                        .toList();
    }

    private static String variable(String property) {
        String name = property.substring(0, property.indexOf('='));
        return name.toUpperCase(java.util.Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
