package dev.millrace.connect.config;

import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The values of the fields of one {@link ConfigSpec}, all of their types. */
public final class ConfigValues {
    private final IdentityHashMap<ConfigField<?>, Object> values;
    private final SequencedMap<String, String> others;

    ConfigValues(IdentityHashMap<ConfigField<?>, Object> values, SequencedMap<String, String> others) {
        this.values = values;
        this.others = others;
    }

    /** The fields that were given beyond those of the spec, in the order of the text. */
    public SequencedMap<String, String> others() {
        return others;
    }

    /** The value of a field that is required or has a default. */
    public <T> T get(ConfigField<T> field) {
        return Objects.requireNonNull(find(field), field.name());
    }

    /** The value of a field, or its default, or {@code null}. */
    @SuppressWarnings("unchecked")
    public <T> @Nullable T find(ConfigField<T> field) {
        Object value = values.get(field);
        return value == null ? field.defaultValue() : (T) value;
    }

    /** Whether the field was given. */
    public boolean given(ConfigField<?> field) {
        return values.containsKey(field);
    }
}
