package dev.millrace.manager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.Json;
import dev.millrace.api.OpenApi;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The OpenAPI description as a judge of answers. Knows as much of JSON Schema as the description uses, and says so when it meets more. */
final class Description {
    static final Description API = new Description(Json.read(OpenApi.text()));

    private static final List<String> KNOWN = List.of(
            "type",
            "description",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "enum",
            "oneOf",
            "anyOf",
            "$ref",
            "format",
            "default",
            "example",
            "minimum",
            "maxLength",
            "pattern",
            "const",
            "title",
            "examples");

    /** What every operation may answer, by {@code components.responses}. */
    private static final List<Integer> GENERAL = List.of(408, 413, 429, 503);

    private final JsonNode document;

    private Description(JsonNode document) {
        this.document = document;
    }

    JsonNode document() {
        return document;
    }

    /** Fails unless the description has this operation, and this status of it with a body like this. */
    void check(String method, String path, HttpResponse<String> answer) {
        String bare = path.contains("?") ? path.substring(0, path.indexOf('?')) : path;
        JsonNode operation = operation(bare).path(method.toLowerCase(Locale.ROOT));
        if (answer.statusCode() == 404 && answer.body().contains("\"UnknownPath\"")
                || answer.statusCode() == 405 && answer.body().contains("\"MethodNotAllowed\"")) {
            return;
        }
        if (GENERAL.contains(answer.statusCode())
                && operation
                        .path("responses")
                        .path(String.valueOf(answer.statusCode()))
                        .isMissingNode()) {
            assertThat(Json.read(answer.body()).path("error_code").asString())
                    .isIn(
                            "RequestTimeout",
                            "PayloadTooLarge",
                            "TooManyRequests",
                            "ServerBusy",
                            "AuthenticationUnavailable");
            return;
        }
        assertThat(operation.isMissingNode())
                .as("%s %s is not described", method, bare)
                .isFalse();
        JsonNode response = resolved(operation.path("responses").path(String.valueOf(answer.statusCode())));
        assertThat(response.isMissingNode())
                .as(
                        "%s %s: status %d is not described; the answer was %s",
                        method, bare, answer.statusCode(), answer.body())
                .isFalse();
        JsonNode content = response.path("content");
        String type = answer.headers().firstValue("Content-Type").orElse("");
        if (content.isMissingNode() || content.isEmpty()) {
            assertThat(answer.body()).as("%s %s has no body", method, bare).isEmpty();
            return;
        }
        assertThat(content.has(type))
                .as("%s %s: content type '%s' is not described", method, bare, type)
                .isTrue();
        if (type.equals("application/json")) {
            List<String> problems = new ArrayList<>();
            validate(Json.read(answer.body()), content.path(type).path("schema"), "", problems);
            assertThat(problems)
                    .as("%s %s answered %s", method, bare, answer.body())
                    .isEmpty();
        }
    }

    private JsonNode operation(String path) {
        String[] wanted = path.split("/");
        JsonNode best = Json.object().path("nothing");
        int literal = -1;
        for (Map.Entry<String, JsonNode> entry : document.path("paths").properties()) {
            int matched = match(entry.getKey().split("/"), wanted);
            if (matched > literal) {
                literal = matched;
                best = entry.getValue();
            }
        }
        return best;
    }

    /** How many segments are equal, −1 if the path does not fit. */
    private static int match(String[] template, String[] path) {
        if (template.length != path.length) {
            return -1;
        }
        int equal = 0;
        for (int i = 0; i < path.length; i++) {
            if (template[i].equals(path[i])) {
                equal++;
            } else if (!template[i].startsWith("{")) {
                return -1;
            }
        }
        return equal;
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref")
                ? resolved(document.at(node.path("$ref").asString().substring(1)))
                : node;
    }

    private void validate(JsonNode value, JsonNode schemaOrReference, String where, List<String> problems) {
        JsonNode schema = resolved(schemaOrReference);
        schema.propertyNames().forEach(name -> assertThat(KNOWN).contains(name));
        if (schema.has("oneOf") || schema.has("anyOf")) {
            JsonNode choices = schema.has("oneOf") ? schema.path("oneOf") : schema.path("anyOf");
            boolean fits = choices.valueStream().anyMatch(choice -> {
                List<String> inner = new ArrayList<>();
                validate(value, choice, where, inner);
                return inner.isEmpty();
            });
            if (!fits) {
                problems.add(where + ": " + value + " is none of " + choices);
            }
            return;
        }
        if (schema.has("type")
                && !types(schema.path("type")).contains(type(value))
                && !(type(value).equals("integer") && types(schema.path("type")).contains("number"))) {
            problems.add(where + ": " + value + " is no " + schema.path("type"));
            return;
        }
        if (schema.has("enum") && schema.path("enum").valueStream().noneMatch(value::equals)) {
            problems.add(where + ": " + value + " is none of " + schema.path("enum"));
        }
        if (value.isObject()) {
            object(value, schema, where, problems);
        }
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                validate(value.get(i), schema.path("items"), where + "[" + i + "]", problems);
            }
        }
    }

    private void object(JsonNode value, JsonNode schema, String where, List<String> problems) {
        schema.path("required").forEach(name -> {
            if (!value.has(name.asString())) {
                problems.add(where + ": '" + name.asString() + "' is missing");
            }
        });
        JsonNode additional = schema.path("additionalProperties");
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            JsonNode property = schema.path("properties").path(member.getKey());
            String place = where + "." + member.getKey();
            if (!property.isMissingNode()) {
                validate(member.getValue(), property, place, problems);
            } else if (additional.isBoolean() && !additional.asBoolean()) {
                problems.add(place + " is not described");
            } else if (additional.isObject()) {
                validate(member.getValue(), additional, place, problems);
            }
        }
    }

    private static List<String> types(JsonNode type) {
        return type.isArray() ? type.valueStream().map(JsonNode::asString).toList() : List.of(type.asString());
    }

    private static String type(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "object";
            case ARRAY -> "array";
            case STRING -> "string";
            case BOOLEAN -> "boolean";
            case NULL -> "null";
            case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
            case BINARY, MISSING, POJO -> "unknown";
        };
    }
}
