package dev.millrace.dataplane.flow;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds relations by the names that requests use. */
public final class Names {
    private Names() {}

    /**
     * The relation meant by {@code name}: one of exactly this name, or of the name in quotes; else one of the name in lower case,
     * which is how SQL takes names without quotes.
     */
    public static Optional<String> find(String name, Collection<String> relations) {
        if (name.length() > 2 && name.startsWith("\"") && name.endsWith("\"")) {
            String exact = name.substring(1, name.length() - 1).replace("\"\"", "\"");
            return relations.contains(exact) ? Optional.of(exact) : Optional.empty();
        }
        String lower = name.toLowerCase(Locale.ROOT);
        return relations.contains(name)
                ? Optional.of(name)
                : relations.contains(lower) ? Optional.of(lower) : Optional.empty();
    }
}
