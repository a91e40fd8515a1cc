package dev.millrace.testing.service;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Random requests for the operations of a description: most nearly right, some not at all. The same for the same seed. */
final class RequestGenerator {
    private final ApiDescription description;
    private final SplittableRandom random;
    private final RandomTexts texts;
    private final RandomJson documents;

    RequestGenerator(ApiDescription description, long seed) {
        this.description = description;
        this.random = new SplittableRandom(seed);
        this.texts = new RandomTexts(random);
        this.documents = new RandomJson(description, random, texts);
    }

    /** The next request. What is there is seldom deleted or shut down: most operations need something to be about. */
    ApiRequest next() {
        List<Operation> operations = description.operations();
        Operation operation = operations.get(random.nextInt(operations.size()));
        boolean ends = operation.method().equals("DELETE") || operation.path().endsWith("/shutdown");
        return ends && random.nextInt(6) > 0 ? next() : of(operation);
    }

    private ApiRequest of(Operation operation) {
        String path = operation.path();
        List<String> query = new ArrayList<>();
        SortedMap<String, String> headers = new TreeMap<>();
        for (Operation.Parameter parameter : operation.parameters()) {
            String name = parameter.name();
            switch (parameter.in()) {
                case "path" -> path = path.replace("{" + name + "}", encoded(pathText(name)));
                case "query" -> {
                    if (name.equals("force")) {
                        // Otherwise rows for a pipeline that is paused wait until it goes on.
                        query.add("force=true");
                    } else if (random.nextInt(3) > 0) {
                        query.add(encoded(name) + "=" + encoded(text(parameter)));
                    }
                }
                case "header" -> {
                    if (random.nextInt(6) == 0) {
                        headers.put(name, headerText(texts.named(name)));
                    }
                }
                default -> throw new IllegalStateException("parameters in " + parameter.in());
            }
        }
        byte[] body = body(operation);
        if (body.length > 0) {
            headers.put("Content-Type", random.nextInt(8) == 0 ? "text/csv" : "application/json");
        }
        String target = query.isEmpty() ? path : path + "?" + String.join("&", query);
        return new ApiRequest(operation.method(), target, headers, body);
    }

    /** A piece of a path is never empty, nor one that means another path. */
    private String pathText(String name) {
        String text = texts.named(name);
        return text.isEmpty() || text.equals(".") || text.equals("..") || text.length() > 2000 ? "a" : text;
    }

    private String text(Operation.Parameter parameter) {
        JsonNode value = documents.of(parameter.schema(), parameter.name(), 0);
        String text = value.isValueNode() ? value.asString() : texts.any();
        return text.length() > 4000 ? text.substring(0, 4000) : text;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String headerText(String text) {
        return text.replaceAll("[^ -~]", "?").strip();
    }

    private byte[] body(Operation operation) {
        if (operation.bodyTypes().isEmpty()) {
            return random.nextInt(20) == 0 ? texts.any().getBytes(StandardCharsets.UTF_8) : new byte[0];
        }
        if (operation.path().contains("/ingress/")) {
            return bytes(texts.rows());
        }
        JsonNode schema = operation.body();
        JsonNode document = schema == null ? documents.any(0) : documents.of(schema, "", 0);
        int changes = random.nextInt(3) == 0 ? 1 + random.nextInt(2) : 0;
        for (int i = 0; i < changes; i++) {
            document = documents.changed(document);
        }
        return bytes(document.toString());
    }

    /** The text; now and then cut off, or with a byte that is another. */
    private byte[] bytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || random.nextInt(15) > 0) {
            return bytes;
        }
        if (random.nextBoolean()) {
            return java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
        }
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        return bytes;
    }
}
