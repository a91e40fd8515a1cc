package dev.millrace.testing.simulation;

import dev.millrace.engine.batch.Relation;
import dev.millrace.plan.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares what is there in the end with what went in. */
final class Verdict {
    private final World world;
    private final SimulatedProgram program;

    Verdict(World world, SimulatedProgram program) {
        this.world = world;
        this.program = program;
    }

    /** What is wrong, {@code null} if nothing is; {@code exactly} if destinations, too, must have each step once. */
    @Nullable
    String on(Map<String, Relation> views, boolean exactly) {
        Relation events = Objects.requireNonNull(views.get("sent"));
        String wrong = answers(events);
        Map<String, Relation> tables = Map.of("orders", orders(), "customers", customers(), "events", events);
        for (Map.Entry<String, Relation> wanted :
                program.oracle().evaluate(tables).entrySet()) {
            Relation got = views.get(wanted.getKey());
            if (wrong == null && got != null && !wanted.getValue().equals(got)) {
                wrong = Findings.difference("view " + wanted.getKey() + " differs", wanted.getValue(), got);
            }
        }
        for (Destination destination : exactly ? world.destinations() : List.<Destination>of()) {
            wrong = wrong == null ? deliveries(destination, views) : wrong;
        }
        return wrong;
    }

    private Table table(String name) {
        return program.plan().tables().stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private @Nullable Object[] boxed(String table, SourceRow row) {
        @Nullable Object[] values = new Object[row.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = SourceRow.boxed(
                    row.values()[i], table(table).columns().get(i).type());
        }
        return values;
    }

    private Relation orders() {
        Relation rows = new Relation();
        world.source("orders").rows().forEach(row -> rows.add(boxed("orders", row), row.weight()));
        return rows;
    }

    private Relation customers() {
        Map<Object, SourceRow> byKey = new LinkedHashMap<>();
        for (SourceRow row : world.source("customers").rows()) {
            Object key = Objects.requireNonNull(row.values()[0]);
            byKey.remove(key);
            if (row.weight() > 0) {
                byKey.put(key, row);
            }
        }
        Relation rows = new Relation();
        byKey.values().forEach(row -> rows.add(boxed("customers", row), 1));
        return rows;
    }

    /** Sendings that were answered are there once, the others once or not at all, and nothing else is. */
    private @Nullable String answers(Relation events) {
        Relation wanted = new Relation();
        for (Sender sender : world.senders()) {
            for (Sender.Request request : sender.requests()) {
                for (long sending = 1; sending <= request.sendings(); sending++) {
                    boolean there = request.isAnswered(sending)
                            || request.rows(sending).stream().anyMatch(row -> events.weight(row.values()) != 0);
                    (there ? request.rows(sending) : List.<SourceRow>of()).forEach(row -> wanted.add(row.values(), 1));
                }
            }
        }
        return wanted.equals(events) ? null : Findings.difference("what was sent differs", wanted, events);
    }

    private static @Nullable String deliveries(Destination destination, Map<String, Relation> views) {
        TreeMap<Long, Relation> steps = new TreeMap<>();
        for (Destination.Delivery delivery : destination.deliveries()) {
            Relation before = steps.put(delivery.step(), delivery.change());
            if (before != null && destination.isExact()) {
                return destination.name() + " has step " + delivery.step() + " twice";
            }
            if (before != null && !before.equals(delivery.change())) {
                return Findings.difference(
                        "step " + delivery.step() + " of " + destination.name() + " was another one the first time",
                        before,
                        delivery.change());
            }
        }
        List<Relation> changes = new ArrayList<>(steps.values());
        Relation sum = new Relation();
        changes.forEach(change -> sum.addAll(change, 1));
        String view = destination.name().substring(0, destination.name().indexOf('.'));
        Relation wanted = Objects.requireNonNull(views.get(view));
        return sum.equals(wanted) ? null : Findings.difference("the changes in " + destination.name(), wanted, sum);
    }
}
