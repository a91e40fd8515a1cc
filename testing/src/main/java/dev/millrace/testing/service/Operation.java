package dev.millrace.testing.service;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An operation of the OpenAPI description.
 *
 * @param path with its names in braces
 * @param body the schema of a JSON body; null if it has none
 * @param responses by status
 */
record Operation(
        String id,
        String method,
        String path,
        List<Parameter> parameters,
        @Nullable JsonNode body,
        List<String> bodyTypes,
        SortedMap<Integer, Response> responses) {

    /**
     * A parameter of an operation.
     *
     * @param in path, query or header
     */
    record Parameter(String name, String in, JsonNode schema) {}

    /**
     * What an operation may answer with one status.
     *
     * @param codes the error codes that the description of a refusal lists
     * @param content schemas by content type; empty if there is no body
     */
    record Response(SortedSet<String> codes, SortedMap<String, JsonNode> content) {
        Response {
            codes = new TreeSet<>(codes);
            content = new TreeMap<>(content);
        }
    }

    Operation {
        parameters = List.copyOf(parameters);
        bodyTypes = List.copyOf(bodyTypes);
        responses = new TreeMap<>(responses);
    }

    /** How many pieces of the path are the same, and none of them differs; −1 if one does. */
    int fits(String other) {
        String[] template = path.split("/");
        String[] pieces = other.split("/", -1);
        if (template.length != pieces.length) {
            return -1;
        }
        int same = 0;
        for (int i = 0; i < pieces.length; i++) {
            if (template[i].equals(pieces[i])) {
                same++;
            } else if (!template[i].startsWith("{")) {
                return -1;
            }
        }
        return same;
    }

    boolean documents(String code) {
        return responses.values().stream().anyMatch(response -> response.codes().contains(code));
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
