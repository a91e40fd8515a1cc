package dev.millrace.connectors.http;

import dev.millrace.connect.ConnectorRegistry;

/** The connectors of this room, to be registered. */
public final class HttpConnectors {
    private HttpConnectors() {}

    /** Adds {@code url_input}, and what to say about those that need no declaration. */
    public static ConnectorRegistry.Builder addTo(ConnectorRegistry.Builder registry) {
        return registry.input(UrlInput.TRANSPORT)
                .planned("http_input", "http_input is not declared: every table takes rows at POST /ingress/TABLE")
                .planned(
                        "http_output",
                        "http_output is not declared: every view gives its changes at POST /egress/VIEW");
    }
}
