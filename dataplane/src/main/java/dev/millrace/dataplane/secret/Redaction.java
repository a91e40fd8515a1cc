package dev.millrace.dataplane.secret;

import dev.millrace.api.Json;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Takes secrets out of texts. It knows those that were resolved so far; of one that has several lines, each of them. What is shorter
 * than {@value #LENGTH_MIN} characters stays: it would be found everywhere. Thread-safe.
 */
public final class Redaction {
    private static final int LENGTH_MIN = 4;
    private static final String INSTEAD = "[redacted]";

    private volatile List<String> secrets = List.of();

    /** A secret that must not be seen from now on. */
    synchronized void add(String secret) {
        Stream<String> lines = secret.lines().map(String::strip);
        // Longer ones first: one may be part of another.
        secrets = Stream.concat(secrets.stream(), Stream.concat(Stream.of(secret), lines))
                .filter(text -> text.length() >= LENGTH_MIN)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** The text without secrets. */
    public String of(String text) {
        String redacted = text;
        for (String secret : secrets) {
            redacted = redacted.replace(secret, INSTEAD);
        }
        return redacted;
    }

    /** The document without secrets in its texts. */
    public Json of(Json document) {
        return secrets.isEmpty() ? document : Json.of(of(document.tree()));
    }

    private JsonNode of(JsonNode node) {
        return switch (node) {
            case StringNode text -> StringNode.valueOf(of(text.stringValue()));
            case ObjectNode object -> {
                ObjectNode copy = object.objectNode();
                object.properties().forEach(entry -> copy.set(entry.getKey(), of(entry.getValue())));
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = array.arrayNode();
                array.forEach(element -> copy.add(of(element)));
                yield copy;
            }
            default -> node;
        };
    }
}
