package dev.millrace.testing.service;

import dev.millrace.api.Json;
import dev.millrace.testing.service.Operation.Parameter;
import dev.millrace.testing.service.Operation.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An OpenAPI description: its operations, and its schemas without references that lead out of them. */
final class ApiDescription {
    private static final String JSON = "application/json";
    private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch");

    private final JsonNode document;
    private final List<Operation> operations = new ArrayList<>();

    ApiDescription(String text) {
        document = Json.read(text);
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (String method : METHODS) {
                JsonNode node = path.getValue().path(method);
                if (!node.isMissingNode()) {
                    operations.add(operation(method.toUpperCase(Locale.ROOT), path.getKey(), node));
                }
            }
        }
    }

    /** In the order of the description. */
    List<Operation> operations() {
        return List.copyOf(operations);
    }

    /** The operation that a request is for; {@code path} without a query. */
    Optional<Operation> find(String method, String path) {
        return operations.stream()
                .filter(operation -> operation.method().equals(method) && operation.fits(path) >= 0)
                .max(Comparator.comparingInt(operation -> operation.fits(path)));
    }

    /** The schema that a reference leads to, or the schema itself. */
    JsonNode resolved(JsonNode schema) {
        return schema.has("$ref")
                ? resolved(document.at(schema.path("$ref").asString().substring(1)))
                : schema;
    }

    /** The schema as a document of its own. */
    JsonNode standalone(JsonNode schema) {
        ObjectNode whole = Json.object();
        whole.putArray("allOf").add(schema);
        whole.set("components", document.path("components"));
        return whole;
    }

    private Operation operation(String method, String path, JsonNode node) {
        List<Parameter> parameters = new ArrayList<>();
        for (JsonNode parameter : node.path("parameters")) {
            parameters.add(new Parameter(
                    parameter.path("name").asString(), parameter.path("in").asString(), parameter.path("schema")));
        }
        SortedMap<Integer, Response> responses = new TreeMap<>();
        node.path("responses")
                .properties()
                .forEach(entry -> responses.put(Integer.valueOf(entry.getKey()), response(entry)));
        JsonNode content = node.path("requestBody").path("content");
        @Nullable JsonNode body = content.path(JSON).get("schema");
        return new Operation(
                node.path("operationId").asString(method + " " + path),
                method,
                path,
                parameters,
                body,
                List.copyOf(content.propertyNames()),
                responses);
    }

    private Response response(Map.Entry<String, JsonNode> entry) {
        SortedMap<String, JsonNode> content = new TreeMap<>();
        entry.getValue()
                .path("content")
                .properties()
                .forEach(type -> content.put(type.getKey(), type.getValue().path("schema")));
        SortedSet<String> codes = new TreeSet<>();
        if (Integer.parseInt(entry.getKey()) >= 400) {
            codes.addAll(List.of(entry.getValue().path("description").asString().split(",\\s*")));
        }
        return new Response(codes, content);
    }
}
