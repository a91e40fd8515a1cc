package dev.millrace.connect.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** A text or a list of texts. */
public record OneOrMany() implements ConfigType<List<String>> {
    private static final ConfigType<List<String>> MANY = ConfigType.listOf(ConfigType.text());

    @Override
    public @Nullable List<String> read(@Nullable Object json, String path, List<ConfigProblem> problems) {
        return json instanceof String one ? List.of(one) : MANY.read(json, path, problems);
    }

    @Override
    public String describe() {
        return "text or a list of texts";
    }

    @Override
    public SequencedMap<String, Object> schema() {
        SequencedMap<String, Object> schema = new LinkedHashMap<>();
        schema.put("oneOf", List.of(ConfigType.text().schema(), MANY.schema()));
        return schema;
    }
}
