package dev.millrace.manager.compile;

import dev.millrace.api.Json;
import dev.millrace.plan.Node;
import dev.millrace.plan.Plan;
import dev.millrace.plan.Table;
import dev.millrace.plan.TableColumn;
import dev.millrace.plan.View;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What differs between two compiled programs: tables by how they are declared, views by how they are computed (so that a view over a
 * modified view is modified too), connectors by their configuration.
 */
public final class ProgramDiff {
    /** Where something stands in the text is no difference. */
    private static final Pattern POSITION = Pattern.compile("Position\\[[^]]*]");

    private ProgramDiff() {}

    /** The difference as clients of Feldera read it. Both programs compiled. */
    public static ObjectNode between(Compiled before, Compiled after) {
        if (before.plan() == null || after.plan() == null || before.info() == null || after.info() == null) {
            throw new IllegalArgumentException("a program that does not compile");
        }
        ObjectNode diff = Json.object();
        ObjectNode program = diff.putObject("program_diff");
        compare(tables(before.plan()), tables(after.plan()), "tables", program);
        compare(views(before.plan()), views(after.plan()), "views", program);
        diff.putNull("program_diff_error");
        for (String kind : new String[] {"input_connectors", "output_connectors"}) {
            compare(connectors(before.info(), kind), connectors(after.info(), kind), kind, diff);
        }
        return diff;
    }

    private static void compare(Map<String, String> before, Map<String, String> after, String what, ObjectNode diff) {
        var added = diff.putArray("added_" + what);
        var modified = diff.putArray("modified_" + what);
        var removed = diff.putArray("removed_" + what);
        after.forEach((name, text) -> {
            if (!before.containsKey(name)) {
                added.add(name);
            } else if (!text.equals(before.get(name))) {
                modified.add(name);
            }
        });
        before.keySet().stream().filter(name -> !after.containsKey(name)).forEach(removed::add);
    }

    private static SortedMap<String, String> tables(Plan plan) {
        SortedMap<String, String> tables = new TreeMap<>();
        for (Table table : plan.tables()) {
            StringBuilder text = new StringBuilder(table.primaryKey().toString()).append(table.materialized());
            for (TableColumn column : table.columns()) {
                text.append(column);
            }
            tables.put(table.name(), plain(text.append(table.appendOnly()).toString()));
        }
        return tables;
    }

    private static SortedMap<String, String> views(Plan plan) {
        String[] meanings = new String[plan.circuit().nodes().size()];
        for (Node node : plan.circuit().nodes()) {
            StringBuilder text = new StringBuilder(plain(node.operator().toString()));
            node.inputs().forEach(input -> text.append(' ').append(meanings[input]));
            meanings[node.id()] = digest(text.toString());
        }
        SortedMap<String, String> views = new TreeMap<>();
        for (View view : plan.views()) {
            if (view.kind() != View.Kind.LOCAL) {
                views.put(view.name(), view.kind() + " " + view.schema() + " " + meanings[view.node()]);
            }
        }
        return views;
    }

    private static SortedMap<String, String> connectors(Json info, String kind) {
        SortedMap<String, String> connectors = new TreeMap<>();
        for (Map.Entry<String, JsonNode> connector : info.tree().path(kind).properties()) {
            connectors.put(connector.getKey(), connector.getValue().toString());
        }
        return connectors;
    }

    private static String plain(String text) {
        return POSITION.matcher(text).replaceAll("");
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
