package dev.millrace.manager.pipeline;

import dev.millrace.api.ApiException;
import dev.millrace.api.ErrorCode;
import dev.millrace.api.Json;
import dev.millrace.plan.Plan;
import dev.millrace.plan.Table;
import dev.millrace.plan.View;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** A plan with one more connector at a relation, as if the program had declared it. */
final class AttachedPlan {
    private static final String CONNECTORS = "connectors";

    private AttachedPlan() {}

    static Plan of(Plan plan, String relation, boolean input, JsonNode connector) {
        return input ? table(plan, relation, connector) : view(plan, relation, connector);
    }

    private static Plan table(Plan plan, String relation, JsonNode connector) {
        if (plan.tables().stream().noneMatch(table -> table.name().equals(relation))) {
            throw new ApiException(
                    ErrorCode.TABLES_NOT_IN_SCHEMA, "The program has no table '" + relation + "' to attach to");
        }
        List<Table> tables = plan.tables().stream()
                .map(table -> table.name().equals(relation)
                        ? new Table(
                                table.name(),
                                table.columns(),
                                table.primaryKey(),
                                with(table.properties(), connector),
                                table.position())
                        : table)
                .toList();
        return new Plan(tables, plan.views(), plan.circuit());
    }

    private static Plan view(Plan plan, String relation, JsonNode connector) {
        if (plan.views().stream().noneMatch(view -> view.name().equals(relation) && view.kind() != View.Kind.LOCAL)) {
            throw new ApiException(
                    ErrorCode.VIEWS_NOT_IN_SCHEMA, "The program has no view '" + relation + "' to attach to");
        }
        List<View> views = plan.views().stream()
                .map(view -> view.name().equals(relation)
                        ? new View(
                                view.name(),
                                view.kind(),
                                view.schema(),
                                view.node(),
                                with(view.properties(), connector),
                                view.position())
                        : view)
                .toList();
        return new Plan(plan.tables(), views, plan.circuit());
    }

    private static SortedMap<String, String> with(SortedMap<String, String> properties, JsonNode connector) {
        JsonNode declared = Json.read(properties.getOrDefault(CONNECTORS, "[]"));
        SortedMap<String, String> more = new TreeMap<>(properties);
        if (declared instanceof ArrayNode all) {
            all.add(connector);
            more.put(CONNECTORS, all.toString());
        }
        return more;
    }
}
