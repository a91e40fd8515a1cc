package dev.millrace.manager.compile;

import dev.millrace.api.Json;
import dev.millrace.plan.Expression;
import dev.millrace.plan.Expression.Literal;
import dev.millrace.plan.Plan;
import dev.millrace.plan.Position;
import dev.millrace.plan.Table;
import dev.millrace.plan.TableColumn;
import dev.millrace.plan.View;
import dev.millrace.types.Field;
import dev.millrace.types.SqlType.IntervalType;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the API says about a compiled program: the schema of its tables and views, and its connectors. */
final class ProgramInfo {
    private ProgramInfo() {}

    static Json of(Plan plan) {
        ObjectNode info = Json.object();
        ObjectNode schema = info.putObject("schema");
        ArrayNode inputs = schema.putArray("inputs");
        ArrayNode outputs = schema.putArray("outputs");
        info.put("udf_stubs", "");
        ObjectNode inputConnectors = info.putObject("input_connectors");
        ObjectNode outputConnectors = info.putObject("output_connectors");
        for (Table table : plan.tables()) {
            table(table, inputs.addObject());
            connectors(table.name(), table.properties(), inputConnectors);
        }
        for (View view : plan.views()) {
            if (view.kind() != View.Kind.LOCAL) {
                view(view, outputs.addObject());
                connectors(view.name(), view.properties(), outputConnectors);
            }
        }
        return Json.of(info);
    }

    private static void table(Table table, ObjectNode node) {
        name(table.name(), node);
        ArrayNode fields = node.putArray("fields");
        table.columns().forEach(column -> column(column, fields.addObject()));
        node.put("materialized", table.materialized());
        ArrayNode key = node.putArray("primary_key");
        table.primaryKey().forEach(i -> key.add(table.columns().get(i).name()));
        properties(table.properties(), table.position(), node.putObject("properties"));
    }

    private static void view(View view, ObjectNode node) {
        name(view.name(), node);
        ArrayNode fields = node.putArray("fields");
        for (Field field : view.schema().fields()) {
            ObjectNode column = fields.addObject();
            name(field.name(), column);
            TypeJson.write(field.type(), column.putObject("columntype"));
            rest(column, null, null);
        }
        node.put("materialized", view.kind() == View.Kind.MATERIALIZED);
        node.putNull("primary_key");
        properties(view.properties(), view.position(), node.putObject("properties"));
    }

    private static void column(TableColumn column, ObjectNode node) {
        name(column.name(), node);
        TypeJson.write(column.type(), node.putObject("columntype"));
        rest(node, column.defaultValue(), column.lateness());
    }

    private static void rest(ObjectNode column, @Nullable Expression defaultValue, @Nullable Literal lateness) {
        column.put("default", defaultValue instanceof Literal literal ? text(literal) : null);
        column.put("lateness", lateness == null ? null : text(lateness));
        column.put("unused", false);
    }

    /** An interval in seconds, anything else as it is boxed. */
    private static String text(Literal literal) {
        boolean interval = literal.type() instanceof IntervalType type && !type.yearMonth();
        return interval && literal.value() instanceof Long micros
                ? "INTERVAL '"
                        + BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString() + "' SECOND"
                : String.valueOf(literal.value());
    }

    private static void name(String name, ObjectNode node) {
        node.put("name", name);
        node.put("case_sensitive", !name.equals(name.toLowerCase(Locale.ROOT)));
    }

    private static void properties(SortedMap<String, String> properties, Position position, ObjectNode node) {
        properties.forEach((key, value) -> {
            ObjectNode property = node.putObject(key);
            property.put("value", value);
            place(position, property.putObject("key_position"));
            place(position, property.putObject("value_position"));
        });
    }

    private static void place(Position position, ObjectNode node) {
        node.put("start_line_number", position.line());
        node.put("start_column", position.column());
        node.put("end_line_number", position.line());
        node.put("end_column", position.column());
    }

    private static void connectors(String relation, SortedMap<String, String> properties, ObjectNode all) {
        JsonNode declared = read(properties.getOrDefault("connectors", "[]"));
        for (int i = 0; i < declared.size(); i++) {
            if (declared.get(i) instanceof ObjectNode connector) {
                String name = connector.path("name").asString("unnamed-" + i);
                ObjectNode node = all.putObject(relation + "." + name);
                node.put("stream", relation);
                node.setAll(connector);
            }
        }
    }

    /** What is no JSON is reported when the pipeline starts, with the place of the mistake. */
    private static JsonNode read(String connectors) {
        try {
            return Json.read(connectors);
        } catch (JacksonException e) {
            return Json.object();
        }
    }
}
