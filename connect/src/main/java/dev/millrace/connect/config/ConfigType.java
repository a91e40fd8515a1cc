package dev.millrace.connect.config;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The type of a field: what is accepted and what it becomes.
 *
 * @param <T> the Java class of accepted values
 */
public interface ConfigType<T> {

    /** The value of {@code json}, or {@code null} after adding what is wrong to {@code problems}. */
    @Nullable
    T read(@Nullable Object json, String path, List<ConfigProblem> problems);

    /** How help and messages name it: {@code integer from 1 to 10}. */
    String describe();

    /** Its JSON schema, as a tree of {@link ConfigJson}. */
    SequencedMap<String, Object> schema();

    /** Any text. */
    static ConfigType<String> text() {
        return new Simple<>("text", Map.of("type", "string"), json -> json instanceof String text ? text : null);
    }

    /** {@code true} or {@code false}. */
    static ConfigType<Boolean> flag() {
        return new Simple<>(
                "true or false", Map.of("type", "boolean"), json -> json instanceof Boolean flag ? flag : null);
    }

    /** An integer of this range, both ends included. */
    static ConfigType<Long> integer(long min, long max) {
        String range = max == Long.MAX_VALUE ? "of at least " + min : "from " + min + " to " + max;
        SequencedMap<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "integer");
        schema.put("minimum", min);
        schema.put("maximum", max);
        return new Simple<>(
                "an integer " + range,
                schema,
                json -> json instanceof Long number && number >= min && number <= max ? number : null);
    }

    /** A number. */
    static ConfigType<BigDecimal> number() {
        return new Simple<>("a number", Map.of("type", "number"), json -> switch (json) {
            case Long number -> BigDecimal.valueOf(number);
            case BigDecimal number -> number;
            case null, default -> null;
        });
    }

    /** One character of ASCII. */
    static ConfigType<Character> character() {
        return new Simple<>(
                "one ASCII character",
                Map.of("type", "string"),
                json -> json instanceof String text && text.length() == 1 && text.charAt(0) < 128
                        ? text.charAt(0)
                        : null);
    }

    /** One of these words. */
    static ConfigType<String> oneOf(String... words) {
        return new OneOf(List.of(words));
    }

    /** A list of values of one type. */
    static <T> ConfigType<List<T>> listOf(ConfigType<T> element) {
        return new ListOf<>(element);
    }

    /** An object with any field names and values of one type, in the order of the text. */
    static <T> ConfigType<SequencedMap<String, T>> mapOf(ConfigType<T> value) {
        return new MapOf<>(value);
    }

    /** Any JSON, as a tree of {@link ConfigJson}; {@code null} is not accepted. */
    static ConfigType<Object> any() {
        return new Simple<>("any value", Map.of(), json -> json);
    }

    /** Turns accepted JSON into a value, or gives {@code null}. */
    interface Accept<T> {
        @Nullable
        T of(@Nullable Object json);
    }

    /** A type with a one-line rule. */
    record Simple<T>(String describe, SequencedMap<String, Object> schema, Accept<T> accept) implements ConfigType<T> {
        public Simple {
            schema = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(schema));
        }

        Simple(String describe, Map<String, Object> schema, Accept<T> accept) {
            this(describe, new LinkedHashMap<>(schema), accept);
        }

        @Override
        public @Nullable T read(@Nullable Object json, String path, List<ConfigProblem> problems) {
            T value = accept.of(json);
            if (value == null) {
                problems.add(new ConfigProblem(path, "expected " + describe + ", found " + Found.describe(json)));
            }
            return value;
        }
    }

    /** One of some words. */
    record OneOf(List<String> words) implements ConfigType<String> {
        @Override
        public @Nullable String read(@Nullable Object json, String path, List<ConfigProblem> problems) {
            if (json instanceof String text && words.contains(text)) {
                return text;
            }
            String hint = json instanceof String text ? Suggestion.of(text, words) : "";
            problems.add(new ConfigProblem(path, "expected " + describe() + ", found " + Found.describe(json) + hint));
            return null;
        }

        @Override
        public String describe() {
            return words.size() == 1 ? words.getFirst() : "one of " + String.join(", ", words);
        }

        @Override
        public SequencedMap<String, Object> schema() {
            return new LinkedHashMap<>(Map.of("enum", words));
        }
    }

    /** A list. */
    record ListOf<T>(ConfigType<T> element) implements ConfigType<List<T>> {
        @Override
        public @Nullable List<T> read(@Nullable Object json, String path, List<ConfigProblem> problems) {
            if (!(json instanceof List<?> list)) {
                problems.add(new ConfigProblem(path, "expected " + describe() + ", found " + Found.describe(json)));
                return null;
            }
            List<T> values = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                T value = element.read(list.get(i), path + "[" + i + "]", problems);
                if (value != null) {
                    values.add(value);
                }
            }
            return values.size() == list.size() ? List.copyOf(values) : null;
        }

        @Override
        public String describe() {
            return "a list of: " + element.describe();
        }

        @Override
        public SequencedMap<String, Object> schema() {
            SequencedMap<String, Object> schema = new LinkedHashMap<>();
            schema.put("type", "array");
            schema.put("items", element.schema());
            return schema;
        }
    }

    /** An object with free names. */
    record MapOf<T>(ConfigType<T> value) implements ConfigType<SequencedMap<String, T>> {
        @Override
        public @Nullable SequencedMap<String, T> read(
                @Nullable Object json, String path, List<ConfigProblem> problems) {
            if (!(json instanceof Map<?, ?> map)) {
                problems.add(new ConfigProblem(path, "expected " + describe() + ", found " + Found.describe(json)));
                return null;
            }
            SequencedMap<String, T> values = new LinkedHashMap<>();
            map.forEach((name, element) -> {
                T read = value.read(element, path + "." + name, problems);
                if (read != null) {
                    values.put((String) name, read);
                }
            });
            return values.size() == map.size() ? Collections.unmodifiableSequencedMap(values) : null;
        }

        @Override
        public String describe() {
            return "an object whose values are: " + value.describe();
        }

        @Override
        public SequencedMap<String, Object> schema() {
            SequencedMap<String, Object> schema = new LinkedHashMap<>();
            schema.put("type", "object");
            schema.put("additionalProperties", value.schema());
            return schema;
        }
    }
}
