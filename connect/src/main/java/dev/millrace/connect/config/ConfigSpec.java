package dev.millrace.connect.config;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one description of a component's configuration, from which everything about it is derived.
 *
 * @param name of the component, as users write it
 * @param doc what the component does, one or two sentences
 * @param fields in the order in which they are shown
 * @param others which fields there may be besides
 * @param build makes the configuration record; an {@link IllegalArgumentException} it throws is reported with the path
 *     of the
 *     whole, for rules between fields
 * @param <C> the configuration record
 */
public record ConfigSpec<C>(
        String name, String doc, List<ConfigField<?>> fields, OtherFields others, Function<ConfigValues, C> build)
        implements ConfigType<C> {
    public ConfigSpec {
        fields = List.copyOf(fields);
    }

    /** A configuration with these fields and no others. */
    public ConfigSpec(String name, String doc, List<ConfigField<?>> fields, Function<ConfigValues, C> build) {
        this(name, doc, fields, OtherFields.NONE, build);
    }

    /**
     * The configuration record of {@code json}, or {@code null} after adding everything that is wrong to {@code
     * problems}.
     */
    @Override
    public @Nullable C read(@Nullable Object json, String path, List<ConfigProblem> problems) {
        if (!(json instanceof Map<?, ?> map)) {
            problems.add(new ConfigProblem(path, "expected an object, found " + Found.describe(json)));
            return null;
        }
        int before = problems.size();
        SequencedMap<String, String> rest = readOthers(map, path, problems);
        ConfigValues values = new ConfigValues(readFields(map, path, problems), rest);
        if (problems.size() > before) {
            return null;
        }
        try {
            return build.apply(values);
        } catch (IllegalArgumentException e) {
            problems.add(new ConfigProblem(path, String.valueOf(e.getMessage())));
            return null;
        }
    }

    private SequencedMap<String, String> readOthers(Map<?, ?> map, String path, List<ConfigProblem> problems) {
        List<String> known = fields.stream().map(ConfigField::name).toList();
        SequencedMap<String, String> rest = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            String name = String.valueOf(key);
            if (!known.contains(name)) {
                readOther(name, value, join(path, name), known, problems).ifPresent(text -> rest.put(name, text));
            }
        });
        return rest;
    }

    private Optional<String> readOther(
            String name, @Nullable Object value, String path, List<String> known, List<ConfigProblem> problems) {
        String refused = others.refuse(name);
        if (refused != null) {
            String list = known.isEmpty() ? name() + " has no fields" : "known fields: " + String.join(", ", known);
            String hint = refused.contains("did you mean") ? "" : Suggestion.of(name, known);
            problems.add(new ConfigProblem(path, refused + hint + " (" + list + ")"));
            return Optional.empty();
        }
        if (value instanceof Map || value instanceof List) {
            problems.add(
                    new ConfigProblem(path, "expected a text, a number or a flag, found " + Found.describe(value)));
            return Optional.empty();
        }
        return Optional.ofNullable(value).map(Object::toString);
    }

    private IdentityHashMap<ConfigField<?>, Object> readFields(
            Map<?, ?> map, String path, List<ConfigProblem> problems) {
        IdentityHashMap<ConfigField<?>, Object> values = new IdentityHashMap<>();
        for (ConfigField<?> field : fields) {
            Object json = map.get(field.name());
            if (json == null && !field.required()) {
                continue;
            }
            if (!map.containsKey(field.name())) {
                problems.add(new ConfigProblem(
                        path,
                        "the field " + field.name() + " is missing ("
                                + field.type().describe() + ")"));
                continue;
            }
            Object value = field.type().read(json, join(path, field.name()), problems);
            if (value != null) {
                values.put(field, value);
            }
        }
        return values;
    }

    static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    @Override
    public String describe() {
        return "an object";
    }

    /** Its JSON schema (draft 2020-12), as a tree of {@link ConfigJson}. */
    @Override
    public SequencedMap<String, Object> schema() {
        SequencedMap<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (ConfigField<?> field : fields) {
            SequencedMap<String, Object> schema =
                    new LinkedHashMap<>(field.type().schema());
            schema.put("description", field.doc());
            Object value = field.defaultValue();
            if (value != null) {
                schema.put("default", value instanceof Character c ? c.toString() : value);
            }
            properties.put(field.name(), schema);
            if (field.required()) {
                required.add(field.name());
            }
        }
        SequencedMap<String, Object> schema = new LinkedHashMap<>();
        schema.put("title", name);
        schema.put("description", doc);
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("required", required);
        schema.put("additionalProperties", others != OtherFields.NONE);
        return schema;
    }

    /** The fields as plain text, one paragraph each, for {@code --help}. */
    public String help() {
        StringBuilder text = new StringBuilder(name).append(": ").append(doc).append('\n');
        for (ConfigField<?> field : fields) {
            text.append("  ")
                    .append(field.name())
                    .append("  (")
                    .append(field.type().describe());
            Object value = field.defaultValue();
            text.append(field.required() ? "; required" : value == null ? "" : "; default " + value);
            text.append(")\n      ").append(field.doc()).append('\n');
        }
        return text.toString();
    }
}
