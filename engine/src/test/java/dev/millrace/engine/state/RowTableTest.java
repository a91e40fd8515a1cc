package dev.millrace.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.Column;
import dev.millrace.types.SqlType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowTableTest {
    private static final List<SqlType> TYPES = List.of(
            new SqlType.IntegerType(32, true, true),
            new SqlType.TextType(false, -1, true),
            new SqlType.DecimalType(30, 2, true),
            new SqlType.FloatingType(64, true));

    @ParameterizedTest
    @EnumSource(names = {"BY_KEY", "BY_ROW"})
    void agreesWithAMapThroughCommitsAndRollbacks(RowTable.Find find) {
        Random random = new Random(7);
        RowTable table = new RowTable(TYPES, true, List.of(0), find, 0);
        Map<String, Long> model = new TreeMap<>();
        for (int step = 0; step < 400; step++) {
            Map<String, Long> changed = new TreeMap<>(model);
            List<List<@Nullable Object>> rows = IntStream.range(0, random.nextInt(20))
                    .mapToObj(i -> row(random))
                    .toList();
            Batch batch = batch(rows);
            table.bind(batch);
            for (int i = 0; i < rows.size(); i++) {
                long weight = random.nextInt(5) - 2;
                table.add(i, weight);
                changed.merge(rows.get(i).toString(), weight, Long::sum);
            }
            changed.values().removeIf(weight -> weight == 0);
            boolean commit = random.nextInt(3) > 0;
            table.finish(commit);
            model = commit ? changed : model;
            assertThat(contents(table)).isEqualTo(model);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 40})
    void chainsHoldExactlyTheRowsOfTheirKey(int keys) {
        Random random = new Random(keys);
        RowTable table = new RowTable(TYPES, true, List.of(0), RowTable.Find.BY_ROW, 0);
        for (int step = 0; step < 100; step++) {
            List<List<@Nullable Object>> rows =
                    IntStream.range(0, 10).mapToObj(i -> row(random, keys)).toList();
            table.bind(batch(rows));
            for (int i = 0; i < rows.size(); i++) {
                table.add(i, random.nextBoolean() ? 1 : -1);
            }
            table.finish(true);
            assertThat(countByChains(table, keys)).isEqualTo(contents(table).size());
        }
    }

    @Test
    void lastingRowsKeepTheirWeightsThroughCommitsAndRollbacks() {
        Random random = new Random(9);
        RowTable table = new RowTable(TYPES, true, List.of(0), RowTable.Find.LASTING, 0);
        Map<String, Long> model = new TreeMap<>();
        for (int step = 0; step < 200; step++) {
            Map<String, Long> changed = new TreeMap<>(model);
            List<List<@Nullable Object>> rows = IntStream.range(0, random.nextInt(20))
                    .mapToObj(i -> row(random))
                    .toList();
            long[] weights = random.longs(rows.size(), 1, random.nextBoolean() ? 3 : Long.MAX_VALUE >> 10)
                    .toArray();
            table.bind(batch(rows));
            int[] all = IntStream.range(0, rows.size()).toArray();
            table.addAll(new Batch(rows.size(), batch(rows).columns(), weights), all, all.length, new int[all.length]);
            for (int i = 0; i < weights.length; i++) {
                changed.merge(rows.get(i).toString(), weights[i], Long::sum);
            }
            boolean commit = random.nextInt(3) > 0;
            table.finish(commit);
            model = commit ? changed : model;
            Map<String, Long> sums = new TreeMap<>();
            for (int id = table.firstId(); id >= 0; id = table.idAfter(id)) {
                sums.merge(text(table, id), table.weight(id), Long::sum);
            }
            assertThat(sums).isEqualTo(model);
            assertThat(countByChains(table, 5)).isEqualTo(table.count());
        }
    }

    private static String text(RowTable table, int id) {
        List<@Nullable Object> row = new ArrayList<>();
        for (int c = 0; c < TYPES.size(); c++) {
            row.add(Boxed.read(table.store().column(c, new int[] {id}, 1), 0, TYPES.get(c)));
        }
        return row.toString();
    }

    private static int countByChains(RowTable table, int keys) {
        List<List<@Nullable Object>> probes = new ArrayList<>();
        probes.add(new ArrayList<>(java.util.Arrays.asList(null, null, null, null)));
        for (long key = 0; key < keys; key++) {
            probes.add(new ArrayList<>(java.util.Arrays.asList(key, null, null, null)));
        }
        KeyView view = new KeyView(List.of(0), TYPES.subList(0, 1));
        view.bind(batch(probes));
        long[] hashes = new long[probes.size()];
        view.hash(probes.size(), hashes);
        int count = 0;
        for (int i = 0; i < probes.size(); i++) {
            for (int id = table.head(view, i, hashes[i]); id >= 0; id = table.next(id)) {
                count++;
            }
        }
        return count;
    }

    private static Map<String, Long> contents(RowTable table) {
        Map<String, Long> contents = new TreeMap<>();
        for (int id = table.firstId(); id >= 0; id = table.idAfter(id)) {
            contents.put(text(table, id), table.weight(id));
        }
        return contents;
    }

    private static List<@Nullable Object> row(Random random) {
        return row(random, 5);
    }

    private static List<@Nullable Object> row(Random random, int keys) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(random.nextInt(6) == 0 ? null : (long) random.nextInt(keys));
        row.add(random.nextInt(6) == 0 ? null : "x".repeat(random.nextInt(4) * random.nextInt(60)));
        row.add(random.nextInt(6) == 0 ? null : new BigDecimal("-99999999999999999999.25"));
        row.add(random.nextInt(6) == 0 ? null : random.nextInt(2) / 2.0);
        return row;
    }

    private static Batch batch(List<List<@Nullable Object>> rows) {
        List<Column> columns = new ArrayList<>();
        for (int c = 0; c < TYPES.size(); c++) {
            int column = c;
            columns.add(Boxed.column(rows.stream().map(row -> row.get(column))::iterator, TYPES.get(c)));
        }
        return new Batch(rows.size(), columns, null);
    }
}
