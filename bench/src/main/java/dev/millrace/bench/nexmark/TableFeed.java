package dev.millrace.bench.nexmark;

import dev.millrace.connectors.generator.nexmark.NexmarkTable;
import dev.millrace.engine.circuit.RunningCircuit;
import dev.millrace.engine.operator.Columns;
import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** One of the three tables and which of its columns the query reads. */
record TableFeed(NexmarkTable table, boolean[] used) {

    /** The tables that a circuit reads. */
    static List<TableFeed> of(RunningCircuit circuit) {
        List<TableFeed> feeds = new ArrayList<>();
        for (NexmarkTable table : NexmarkTable.values()) {
            String name = name(table);
            if (circuit.sources().contains(name)) {
                feeds.add(new TableFeed(table, circuit.neededColumns(name)));
            }
        }
        return feeds;
    }

    private static String name(NexmarkTable table) {
        return table.name().toLowerCase(Locale.ROOT);
    }

    /** What the program calls it. */
    String name() {
        return name(table);
    }

    int[] columns() {
        return IntStream.range(0, used.length).filter(i -> used[i]).toArray();
    }

    /** A batch of the used columns as one of all columns, those that nobody reads being absent. */
    Batch widen(Batch rows) {
        List<Column> columns = new ArrayList<>();
        int next = 0;
        for (boolean wanted : used) {
            columns.add(wanted ? rows.column(next++) : Columns.absent(rows.size()));
        }
        return rows.withColumns(columns);
    }
}
