package dev.millrace.bench.tpch;

import dev.millrace.connectors.generator.tpch.TpchData;
import dev.millrace.connectors.generator.tpch.TpchTable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Rows that fill the tables, and batches of changes that come after them: of ten changes four insert new orders and their lines,
 * four delete the oldest ones, and two replace customers, parts, suppliers, offers or lines by others of the same key. The same
 * settings give the same changes.
 */
final class TpchWorkload {
    /** Of the orders the first tenth is there to be deleted, and the last one comes later. */
    private static final int PART_OF_ORDERS = 10;

    private static final int CHUNK_ROWS = 40_000;
    private static final List<TpchTable> REPLACED =
            List.of(TpchTable.CUSTOMER, TpchTable.PART, TpchTable.SUPPLIER, TpchTable.PARTSUPP, TpchTable.LINEITEM);

    private final TpchSettings settings;
    private final TpchData data;
    private final long firstNewKey;
    private final Map<TpchTable, List<Object[]>> replaceable = new EnumMap<>(TpchTable.class);
    private final List<Object[]> oldOrders = new ArrayList<>();
    private final List<Object[]> oldLines = new ArrayList<>();
    private final List<Object[]> newOrders = new ArrayList<>();
    private final List<Object[]> newLines = new ArrayList<>();

    TpchWorkload(TpchSettings settings) {
        this.settings = settings;
        this.data = new TpchData(settings.seed(), settings.orders());
        List<Long> keys = data.rows(TpchTable.ORDERS).map(row -> (Long) row[0]).toList();
        int part = keys.size() / PART_OF_ORDERS;
        this.firstNewKey = keys.get(keys.size() - part);
        split(TpchTable.ORDERS, keys.get(part), oldOrders, newOrders);
        split(TpchTable.LINEITEM, keys.get(part), oldLines, newLines);
        for (TpchTable table : REPLACED) {
            Stream<Object[]> rows = table == TpchTable.LINEITEM
                    ? data.rows(table)
                            .filter(row -> (Long) row[0] >= keys.get(part) && (Long) row[0] < keys.get(2 * part))
                    : data.rows(table);
            replaceable.put(table, rows.toList());
        }
    }

    private void split(TpchTable table, long firstKept, List<Object[]> old, List<Object[]> fresh) {
        data.rows(table).forEach(row -> {
            long key = (Long) row[0];
            if (key < firstKept) {
                old.add(row);
            } else if (key >= firstNewKey) {
                fresh.add(row);
            }
        });
    }

    /** The rows that are there before the first batch, table by table, in chunks. */
    List<TableChanges> load() {
        List<TableChanges> chunks = new ArrayList<>();
        for (TpchTable table : TpchTable.values()) {
            List<Object[]> chunk = new ArrayList<>();
            boolean ofOrders = table == TpchTable.ORDERS || table == TpchTable.LINEITEM;
            data.rows(table)
                    .filter(row -> !ofOrders || (Long) row[0] < firstNewKey)
                    .forEach(row -> {
                        chunk.add(row);
                        if (chunk.size() == CHUNK_ROWS) {
                            chunks.add(new TableChanges(table, List.copyOf(chunk), List.of()));
                            chunk.clear();
                        }
                    });
            if (!chunk.isEmpty()) {
                chunks.add(new TableChanges(table, List.copyOf(chunk), List.of()));
            }
        }
        return chunks;
    }

    /** All batches. */
    List<List<TableChanges>> batches() {
        Random random = new Random(settings.seed());
        List<List<TableChanges>> batches = new ArrayList<>();
        Cut orders = new Cut(newOrders, newLines);
        Cut doomed = new Cut(oldOrders, oldLines);
        for (int i = 0; i < settings.batches(); i++) {
            batches.add(batch(
                    orders.next(settings.batchRows() * 4 / 10), doomed.next(settings.batchRows() * 4 / 10), random));
        }
        return batches;
    }

    private List<TableChanges> batch(Orders come, Orders go, Random random) {
        List<TableChanges> batch = new ArrayList<>();
        List<Object[]> lines = new ArrayList<>(come.lines);
        for (TpchTable table : REPLACED) {
            List<Object[]> replaced = replacements(table, settings.batchRows() * 2 / 10 / REPLACED.size(), random);
            if (table == TpchTable.LINEITEM) {
                lines.addAll(replaced);
            } else {
                batch.add(new TableChanges(table, replaced, List.of()));
            }
        }
        batch.add(new TableChanges(TpchTable.ORDERS, come.orders, go.orders));
        batch.add(new TableChanges(TpchTable.LINEITEM, lines, go.lines));
        return batch;
    }

    /** Rows with the key of one and the other fields of another. */
    private List<Object[]> replacements(TpchTable table, int count, Random random) {
        List<Object[]> rows = replaceable.getOrDefault(table, List.of());
        List<Object[]> replacements = new ArrayList<>();
        Set<Integer> taken = new HashSet<>();
        while (taken.size() < Math.min(count, rows.size() / 2)) {
            int place = random.nextInt(rows.size());
            if (taken.add(place)) {
                Object[] row = rows.get(random.nextInt(rows.size())).clone();
                for (int column : TableChanges.key(table)) {
                    row[column] = rows.get(place)[column];
                }
                replacements.add(row);
            }
        }
        return replacements;
    }

    private record Orders(List<Object[]> orders, List<Object[]> lines) {}

    /** Orders with their lines, both in the order of the key, cut piece by piece from the front. */
    private static final class Cut {
        private final List<Object[]> orders;
        private final List<Object[]> lines;
        private int order;
        private int line;

        Cut(List<Object[]> orders, List<Object[]> lines) {
            this.orders = orders;
            this.lines = lines;
        }

        /** Whole orders with together at least {@code rows} rows, while there are any. */
        Orders next(int rows) {
            int firstOrder = order;
            int firstLine = line;
            while (order < orders.size() && order - firstOrder + line - firstLine < rows) {
                Object key = orders.get(order++)[0];
                while (line < lines.size() && lines.get(line)[0].equals(key)) {
                    line++;
                }
            }
            return new Orders(orders.subList(firstOrder, order), lines.subList(firstLine, line));
        }
    }
}
