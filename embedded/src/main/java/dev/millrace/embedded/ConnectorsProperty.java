package dev.millrace.embedded;

import dev.millrace.compiler.diagnostic.Diagnostic;
import dev.millrace.connect.config.ConfigJson;
import dev.millrace.connect.config.ConfigProblem;
import dev.millrace.plan.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The {@code connectors} property of a relation that is not connected to anything: it must be readable, so that the same definition
 * can be part of a program that is.
 */
final class ConnectorsProperty {
    private static final String NAME = "connectors";

    private ConnectorsProperty() {}

    /** What is wrong with the property, if there is one. */
    static List<Diagnostic> check(SortedMap<String, String> properties, boolean keyed, Position position) {
        String json = properties.get(NAME);
        if (json == null) {
            return List.of();
        }
        List<ConfigProblem> problems = new ArrayList<>();
        ConfigJson.parse(json, problems).ifPresent(tree -> check(tree.value(), keyed, problems));
        Position known = position.line() > 0 ? position : null;
        return problems.stream()
                .map(problem -> Diagnostic.error("InvalidConnector", known, NAME + ": " + problem))
                .toList();
    }

    private static void check(@Nullable Object value, boolean keyed, List<ConfigProblem> problems) {
        if (!(value instanceof List<?> connectors)) {
            problems.add(new ConfigProblem("", "the property must be a JSON array of connectors"));
            return;
        }
        for (int i = 0; i < connectors.size(); i++) {
            String path = "[" + i + "]";
            if (!(connectors.get(i) instanceof Map<?, ?> connector)) {
                problems.add(new ConfigProblem(path, "a connector must be a JSON object"));
            } else if (keyed && Boolean.TRUE.equals(connector.get("soft_delete"))) {
                problems.add(new ConfigProblem(
                        path + ".soft_delete",
                        "rows cannot be kept when they are deleted in a table with a primary key"));
            }
        }
    }
}
