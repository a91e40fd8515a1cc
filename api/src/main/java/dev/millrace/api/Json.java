package dev.millrace.api;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A JSON document as its text: compared by value, stored and passed on unread. */
public record Json(String text) {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** The document {@code {}}. */
    public static final Json EMPTY = new Json("{}");

    /** The document of a tree, or of any value that is a tree of maps, lists, strings and numbers. */
    public static Json of(Object value) {
        return new Json(MAPPER.writeValueAsString(value));
    }

    /** Reads a document; throws {@link JacksonException} if it is none. */
    public static JsonNode read(String text) {
        return MAPPER.readTree(text);
    }

    /** An empty object to fill. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** The error envelope. */
    public static Json error(String code, String message, Map<String, Object> details) {
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("message", message);
        envelope.put("error_code", code);
        envelope.put("details", details);
        return of(envelope);
    }

    /** The document as a tree of its own. */
    public JsonNode tree() {
        return read(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
