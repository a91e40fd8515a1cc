package dev.millrace.dataplane.flow;

import dev.millrace.api.Json;
import dev.millrace.connect.config.ConfigJson;
import dev.millrace.dataplane.http.Exchange;
import dev.millrace.dataplane.http.Problem;
import dev.millrace.dataplane.http.RequestException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * How somebody wants to listen: as parameters, or as the configuration of a connector in the body.
 *
 * @param options of the format
 */
record ListenRequest(String format, Map<String, Object> options, boolean backPressure, boolean snapshot) {
    private static final int BODY_BYTES_MAX = 1 << 20;
    private static final List<String> PARAMETERS =
            List.of("format", "array", "backpressure", "send_snapshot", "update_format", "json_flavor");

    static ListenRequest of(Exchange exchange) throws IOException {
        String body = exchange.text(BODY_BYTES_MAX).strip();
        if (body.isEmpty() || body.equals("null")) {
            return ofParameters(exchange);
        }
        for (String parameter : PARAMETERS) {
            if (exchange.has(parameter)) {
                throw wrong("a request with a body takes no parameters, and there is '" + parameter + "'");
            }
        }
        try {
            return ofConnector(Json.read(body));
        } catch (JacksonException e) {
            throw wrong("the body is not JSON: " + e.getOriginalMessage());
        }
    }

    private static ListenRequest ofParameters(Exchange exchange) {
        String format = exchange.get("format", "csv");
        exchange.flag("array", false);
        return new ListenRequest(
                format,
                FormatParameters.outputOptions(format, exchange),
                exchange.flag("backpressure", false),
                exchange.flag("send_snapshot", false));
    }

    private static ListenRequest ofConnector(JsonNode connector) {
        String transport = connector.path("transport").path("name").asString("http_output");
        if (!transport.equals("http_output")) {
            throw wrong("the transport of a listener is http_output, not '" + transport + "'");
        }
        JsonNode format = connector.path("format");
        JsonNode config = connector.path("transport").path("config");
        return new ListenRequest(
                format.path("name").asString("csv"),
                options(format.path("config")),
                config.path("backpressure").asBoolean(false),
                connector.path("send_snapshot").asBoolean(false));
    }

    private static Map<String, Object> options(JsonNode config) {
        Map<String, Object> options = new LinkedHashMap<>();
        ConfigJson.parse(config.isObject() ? config.toString() : "{}", new ArrayList<>())
                .ifPresent(tree -> {
                    if (tree.value() instanceof Map<?, ?> map) {
                        map.forEach((name, value) -> options.put(String.valueOf(name), value));
                    }
                });
        options.remove("buffer_size_records");
        return options;
    }

    private static RequestException wrong(String message) {
        return new RequestException(Problem.INVALID_PARAM, message);
    }

    /** Encoded rows as a member of a chunk. */
    String payload(byte[] rows) {
        return format.equals("json") ? Listening.jsonMember(rows) : Listening.textMember(rows);
    }
}
