package dev.millrace.plan.physical;

import dev.millrace.plan.Circuit;
import dev.millrace.plan.Node;
import dev.millrace.plan.Position;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Names for what a node computes: equal for equal operators over equal inputs, and so on down to the tables. Node numbers,
 * positions in the program, names of columns and views, and inferred properties play no part.
 */
final class Lineage {
    private static final ClassValue<RecordComponent[]> COMPONENTS = new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
            return type.getRecordComponents();
        }
    };

    private final List<String> names = new ArrayList<>();

    private Lineage() {}

    /** The names of the nodes of a circuit, by id. */
    static List<String> of(Circuit circuit) {
        Lineage lineage = new Lineage();
        circuit.nodes().forEach(node -> lineage.names.add(lineage.name(node)));
        return lineage.names;
    }

    private String name(Node node) {
        StringJoiner text = new StringJoiner(" ");
        text.add(canonical(node.operator()));
        node.inputs().forEach(input -> text.add(names.get(input)));
        return hash(text.add(types(node.schema())).toString());
    }

    /** 16 hexadecimal digits for a text: the first of its SHA-256, which no release will change. */
    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static String types(Schema schema) {
        return canonical(schema.types());
    }

    /** The value as text: records by their name and components, without positions. Texts are quoted, so that none looks like two. */
    private static String canonical(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Circuit circuit -> canonical(outputs(circuit));
            case SqlType type -> type.toString();
            case List<?> list -> joined(list);
            case Map<?, ?> map -> joined(List.copyOf(map.entrySet()));
            case Map.Entry<?, ?> entry -> canonical(entry.getKey()) + "=" + canonical(entry.getValue());
            case String text -> text.length() + "'" + text;
            case Enum<?> constant -> constant.name();
            case byte[] bytes -> HexFormat.of().formatHex(bytes);
            case Record data -> data.getClass().getSimpleName() + joined(components(data));
            default -> value.toString();
        };
    }

    private static String joined(List<?> values) {
        StringJoiner text = new StringJoiner(",", "(", ")");
        values.forEach(value -> text.add(canonical(value)));
        return text.toString();
    }

    private static List<String> outputs(Circuit circuit) {
        List<String> names = of(circuit);
        return circuit.outputs().stream()
                .map(output -> names.get(output.node()))
                .toList();
    }

    private static List<@Nullable Object> components(Record data) {
        List<@Nullable Object> components = new ArrayList<>();
        for (RecordComponent component : COMPONENTS.get(data.getClass())) {
            if (component.getType() != Position.class) {
                components.add(component(data, component));
            }
        }
        return components;
    }

    private static @Nullable Object component(Record data, RecordComponent component) {
        try {
            return component.getAccessor().invoke(data);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(data.getClass() + " hides " + component, e);
        }
    }
}
