package dev.millrace.testing.service;

import dev.millrace.api.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Documents that keep to a schema, or do so but for one place. */
final class RandomJson {
    private static final int DEPTH_MAX = 6;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ApiDescription description;
    private final RandomGenerator random;
    private final RandomTexts texts;

    RandomJson(ApiDescription description, RandomGenerator random, RandomTexts texts) {
        this.description = description;
        this.random = random;
        this.texts = texts;
    }

    /** A value as the schema wants it; {@code name} is what it is a member as. */
    JsonNode of(JsonNode schemaOrReference, String name, int depth) {
        JsonNode schema = description.resolved(schemaOrReference);
        for (String choice : List.of("oneOf", "anyOf", "allOf")) {
            if (schema.has(choice)) {
                JsonNode choices = schema.path(choice);
                return of(choices.path(random.nextInt(choices.size())), name, depth);
            }
        }
        if (schema.has("enum")) {
            return schema.path("enum").path(random.nextInt(schema.path("enum").size()));
        }
        return switch (type(schema)) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, name, depth);
            case "integer" -> NODES.numberNode(texts.number());
            case "number" -> NODES.numberNode(random.nextInt(100) / 8.0);
            case "boolean" -> NODES.booleanNode(random.nextBoolean());
            case "null" -> NODES.nullNode();
            default -> NODES.stringNode(texts.named(name));
        };
    }

    private String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            return type.path(random.nextInt(type.size())).asString();
        }
        return type.asString(schema.has("properties") ? "object" : "string");
    }

    private JsonNode object(JsonNode schema, int depth) {
        ObjectNode object = Json.object();
        List<String> required =
                schema.path("required").valueStream().map(JsonNode::asString).toList();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            boolean wanted = required.contains(property.getKey()) || random.nextInt(3) == 0;
            if (wanted && depth < DEPTH_MAX) {
                object.set(property.getKey(), of(property.getValue(), property.getKey(), depth + 1));
            }
        }
        if (object.isEmpty() && !schema.has("properties")) {
            return any(0);
        }
        return object;
    }

    private JsonNode array(JsonNode schema, String name, int depth) {
        ArrayNode array = NODES.arrayNode();
        for (int i = random.nextInt(3); i > 0 && depth < DEPTH_MAX; i--) {
            array.add(of(schema.path("items"), name, depth + 1));
        }
        return array;
    }

    /** Anything at all. */
    JsonNode any(int depth) {
        return switch (random.nextInt(depth > 3 ? 6 : 8)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> NODES.numberNode(texts.number());
            case 3 -> NODES.numberNode(random.nextGaussian() * 1e10);
            case 4, 5 -> NODES.stringNode(texts.any());
            case 6 -> {
                ArrayNode array = NODES.arrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(any(depth + 1));
                }
                yield array;
            }
            default -> {
                ObjectNode object = Json.object();
                for (int i = random.nextInt(4); i > 0; i--) {
                    object.set(texts.any(), any(depth + 1));
                }
                yield object;
            }
        };
    }

    /** The same document, but for one place: a value is another, or a member is gone, or there is one more. */
    JsonNode changed(JsonNode document) {
        JsonNode copy = document.deepCopy();
        List<JsonNode> containers = new ArrayList<>();
        collect(copy, containers);
        @Nullable JsonNode container = containers.isEmpty() ? null : containers.get(random.nextInt(containers.size()));
        switch (container) {
            case ObjectNode object -> change(object);
            case ArrayNode array -> array.add(any(1));
            case null, default -> {
                return any(0);
            }
        }
        return copy;
    }

    private void change(ObjectNode object) {
        List<String> names = List.copyOf(object.propertyNames());
        String name = names.isEmpty() ? texts.any() : names.get(random.nextInt(names.size()));
        switch (random.nextInt(4)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(texts.any(), any(1));
            default -> object.set(name, any(1));
        }
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainer()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }
}
