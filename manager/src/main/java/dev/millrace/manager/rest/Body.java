package dev.millrace.manager.rest;

import dev.millrace.api.ApiException;
import dev.millrace.api.ErrorCode;
import dev.millrace.api.Json;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON object of a request. A member that is null is one that was not given; what is not known is not looked at. */
final class Body {
    private final ObjectNode object;

    private Body(ObjectNode object) {
        this.object = object;
    }

    /** The body of a request. */
    static Body of(Context request) {
        return of(read(request.body()));
    }

    /** The body of a request that may leave it out. */
    static Body optional(Context request) {
        String text = request.body();
        JsonNode node = text.isBlank() ? Json.object() : read(text);
        return of(node.isNull() ? Json.object() : node);
    }

    static Body of(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return new Body(object);
        }
        throw invalid("the body is a JSON object");
    }

    private static JsonNode read(String text) {
        try {
            return Json.read(text);
        } catch (JacksonException e) {
            throw invalid("the body is no JSON: " + e.getOriginalMessage());
        }
    }

    boolean has(String name) {
        return !object.path(name).isMissingNode() && !object.path(name).isNull();
    }

    String text(String name) {
        String text = optionalText(name);
        if (text == null) {
            throw invalid("'" + name + "' is missing");
        }
        return text;
    }

    String text(String name, String otherwise) {
        String text = optionalText(name);
        return text == null ? otherwise : text;
    }

    @Nullable
    String optionalText(String name) {
        if (!has(name)) {
            return null;
        }
        if (!object.path(name).isString()) {
            throw invalid("'" + name + "' is a string");
        }
        String text = object.path(name).asString();
        if (text.indexOf('\0') >= 0) {
            throw invalid("'" + name + "' contains the character 0");
        }
        return text;
    }

    boolean flag(String name, boolean otherwise) {
        if (has(name) && !object.path(name).isBoolean()) {
            throw invalid("'" + name + "' is true or false");
        }
        return object.path(name).asBoolean(otherwise);
    }

    @Nullable
    Long optionalWhole(String name) {
        if (!has(name)) {
            return null;
        }
        JsonNode value = object.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw invalid("'" + name + "' is a whole number");
        }
        return value.asLong();
    }

    /** An object, as it is. */
    Json object(String name, Json otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        if (!object.path(name).isObject()) {
            throw invalid("'" + name + "' is an object");
        }
        return Json.of(object.path(name));
    }

    List<Body> objects(String name) {
        List<Body> all = new ArrayList<>();
        if (has(name)) {
            if (!object.path(name).isArray()) {
                throw invalid("'" + name + "' is a list");
            }
            object.path(name).forEach(element -> all.add(of(element)));
        }
        return all;
    }

    List<String> texts(String name, List<String> otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        JsonNode list = object.path(name);
        if (!list.isArray() || !list.valueStream().allMatch(JsonNode::isString)) {
            throw invalid("'" + name + "' is a list of strings");
        }
        return list.valueStream().map(JsonNode::asString).toList();
    }

    static ApiException invalid(String message) {
        return new ApiException(ErrorCode.INVALID_REQUEST, "Invalid request: " + message, Map.of());
    }
}
