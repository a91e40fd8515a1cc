package dev.millrace.connect.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces references to secrets. Only a string that is a reference as a whole is one; there is no interpolation.
 *
 * <p>{@code ${env:NAME}}, {@code ${secret:NAME}} and {@code ${file:/PATH}} are what a {@link SecretSource} says. The resolved tree
 * must not be stored or logged.
 */
public final class Secrets {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(\\w+):([^}]*)}");

    private final SecretSource source;

    /** Looks references up in {@code source}. */
    public Secrets(SecretSource source) {
        this.source = source;
    }

    /**
     * A copy of a tree of {@link ConfigJson} with every reference replaced; those that cannot be are added to {@code
     * problems}.
     */
    public @Nullable Object resolve(@Nullable Object json, String path, List<ConfigProblem> problems) {
        return switch (json) {
            case String text -> text(text, path, problems);
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((name, value) ->
                        copy.put((String) name, resolve(value, ConfigSpec.join(path, (String) name), problems)));
                yield copy;
            }
            case List<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>();
                for (int i = 0; i < list.size(); i++) {
                    copy.add(resolve(list.get(i), path + "[" + i + "]", problems));
                }
                yield copy;
            }
            case null, default -> json;
        };
    }

    private String text(String text, String path, List<ConfigProblem> problems) {
        Matcher reference = REFERENCE.matcher(text);
        if (!reference.matches()) {
            return text;
        }
        return switch (source.find(reference.group(1), reference.group(2))) {
            case SecretSource.Found.Value value -> value.text();
            case SecretSource.Found.Missing missing -> {
                problems.add(new ConfigProblem(path, missing.why()));
                yield text;
            }
        };
    }
}
