package dev.millrace.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.engine.circuit.Checkpointer;
import dev.millrace.engine.codegen.CodeMode;
import dev.millrace.engine.storage.CheckpointFolder;
import dev.millrace.engine.storage.CheckpointInfo;
import dev.millrace.engine.storage.LocalDisk;
import dev.millrace.engine.storage.Manifest;
import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.Column;
import dev.millrace.types.SqlType;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowStoreTest {
    @TempDir
    private Path folder;

    private final Random random = new Random(11);

    @ParameterizedTest
    @CsvSource({"0, OFF", "1, OFF", "2, OFF", "3, OFF", "7, OFF", "70, OFF"})
    @CsvSource({"0, EAGER", "1, EAGER", "2, EAGER", "3, EAGER", "7, EAGER", "70, EAGER"})
    void rowsAreWhatWasInsertedAndAfterACheckpointToo(int texts, CodeMode mode) throws Exception {
        List<SqlType> types = types(texts);
        ScopedValue.where(CodeMode.SCOPE, mode).call(() -> {
            RowStore store = new RowStore(types, 2);
            store.track();
            Map<Integer, List<@Nullable Object>> model = new TreeMap<>();
            for (int step = 0; step < 30; step++) {
                change(store, types, model, step);
            }
            assertThat(contents(store, types, model)).isEqualTo(model);
            RowStore restored = new RowStore(types, 2);
            copy(store, restored);
            assertThat(contents(restored, types, model)).isEqualTo(model);
            assertThat(restored.account().texts()).isEqualTo(store.account().texts());
            change(restored, types, model, 1);
            assertThat(contents(restored, types, model)).isEqualTo(model);
            return null;
        });
    }

    private static List<SqlType> types(int texts) {
        List<SqlType> types = new ArrayList<>();
        types.add(new SqlType.IntegerType(64, true, true));
        for (int i = 0; i < texts; i++) {
            types.add(new SqlType.TextType(false, SqlType.TextType.UNLIMITED, true));
        }
        types.add(new SqlType.DecimalType(30, 2, true));
        return types;
    }

    private void change(RowStore store, List<SqlType> types, Map<Integer, List<@Nullable Object>> model, int step) {
        List<Integer> ids = new ArrayList<>(model.keySet());
        for (int id : ids) {
            if (random.nextInt(4) == 0) {
                store.free(id);
                model.remove(id);
            }
        }
        List<List<@Nullable Object>> rows = IntStream.range(0, 20)
                .mapToObj(i -> row(types, step % 3 == 0, step % 7 == 0))
                .toList();
        store.bind(batch(rows, types));
        int[] chosen = IntStream.range(0, 20).filter(i -> i % 3 != 1).toArray();
        int[] into = new int[chosen.length];
        store.insertAll(chosen, chosen.length, into);
        for (int i = 0; i < chosen.length; i++) {
            model.put(into[i], rows.get(chosen[i]));
        }
        model.put(store.insert(1), rows.get(1));
    }

    private List<@Nullable Object> row(List<SqlType> types, boolean nulls, boolean longTexts) {
        List<@Nullable Object> row = new ArrayList<>();
        for (SqlType type : types) {
            row.add(nulls && random.nextInt(5) == 0 ? null : value(type, longTexts));
        }
        return row;
    }

    private Object value(SqlType type, boolean longTexts) {
        return switch (type) {
            case SqlType.IntegerType integer -> (long) random.nextInt();
            case SqlType.DecimalType decimal -> new BigDecimal("-99999999999999999999.25");
            default ->
                "abcdefghij"
                        .repeat(longTexts && random.nextInt(30) == 0 ? 3_276 + random.nextInt(3) : random.nextInt(5));
        };
    }

    private static Batch batch(List<List<@Nullable Object>> rows, List<SqlType> types) {
        List<Column> columns = new ArrayList<>();
        for (int c = 0; c < types.size(); c++) {
            int column = c;
            columns.add(Boxed.column(rows.stream().map(row -> row.get(column))::iterator, types.get(c)));
        }
        return new Batch(rows.size(), columns, null);
    }

    private static Map<Integer, List<@Nullable Object>> contents(
            RowStore store, List<SqlType> types, Map<Integer, List<@Nullable Object>> model) {
        int[] ids = model.keySet().stream().mapToInt(Integer::intValue).toArray();
        int[] all = IntStream.range(0, types.size()).toArray();
        List<Column> columns = store.columns(all, ids, ids.length);
        Map<Integer, List<@Nullable Object>> contents = new TreeMap<>();
        for (int i = 0; i < ids.length; i++) {
            List<@Nullable Object> row = new ArrayList<>();
            for (int c = 0; c < types.size(); c++) {
                row.add(Boxed.read(columns.get(c), i, types.get(c)));
                assertThat(Boxed.read(store.column(c, ids, ids.length), i, types.get(c)))
                        .isEqualTo(row.getLast());
            }
            contents.put(ids[i], row);
        }
        return contents;
    }

    private void copy(RowStore from, RowStore to) throws IOException {
        CheckpointFolder checkpoints = new CheckpointFolder(LocalDisk.open(folder), 3);
        Checkpointer writer = new Checkpointer(checkpoints, parts(from));
        Manifest manifest = writer.freeze().write(new CheckpointInfo("", "", 1, 0, 0, 0, 0, 0));
        writer.thaw(Optional.of(manifest));
        new Checkpointer(checkpoints, parts(to)).restore(checkpoints.verify(manifest.number()));
    }

    private static SequencedMap<String, Durable> parts(RowStore store) {
        SequencedMap<String, Durable> parts = new LinkedHashMap<>();
        parts.put("rows", store);
        return parts;
    }

    @Test
    void aTextOfManyMegabytesIsKept() {
        List<SqlType> types = types(3);
        RowStore store = new RowStore(types, 1);
        List<@Nullable Object> row = row(types, false, false);
        row.set(2, "x".repeat(5 << 20));
        store.bind(batch(List.of(row), types));
        int id = store.insert(0);
        assertThat(contents(store, types, Map.of(id, row))).containsEntry(id, row);
        assertThat(store.account().texts()).isGreaterThan(5 << 20);
        store.free(id);
        assertThat(store.account().texts()).isZero();
    }

    @Test
    void theAccountTellsValuesFromWhatKeepingThemCosts() {
        List<SqlType> types = List.of(
                new SqlType.IntegerType(64, true, false),
                new SqlType.TextType(false, SqlType.TextType.UNLIMITED, false),
                new SqlType.TextType(false, SqlType.TextType.UNLIMITED, false),
                new SqlType.DecimalType(30, 2, false));
        RowStore store = new RowStore(types, 1);
        store.bind(batch(List.of(List.of(1L, "four", "sixsix", new BigDecimal("1.00"))), types));
        int[] ids = new int[100_000];
        store.insertAll(new int[ids.length], ids.length, ids);
        Account account = store.account();
        assertThat(account.rows()).isEqualTo(ids.length);
        assertThat(account.fields()).isEqualTo(24L * ids.length);
        assertThat(account.texts()).isEqualTo(10L * ids.length);
        assertThat(account.words()).isEqualTo(24L * ids.length);
        assertThat(account.indexes()).isZero();
        assertThat(account.total()).isEqualTo(store.bytes());
        assertThat(account.overhead()).isEqualTo(account.total() - account.fields() - account.texts());
        assertThat(account.room()).isBetween(2L * ids.length, 2L * ids.length + (10 << 20));
        store.free(ids[5]);
        assertThat(store.account().fields()).isEqualTo(24L * (ids.length - 1));
        assertThat(store.account().texts()).isEqualTo(10L * (ids.length - 1));
        assertThat(store.account().total()).isGreaterThanOrEqualTo(account.total());
    }
}
