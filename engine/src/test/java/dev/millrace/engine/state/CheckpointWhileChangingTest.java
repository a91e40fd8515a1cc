package dev.millrace.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.engine.circuit.Checkpointer;
import dev.millrace.engine.storage.CheckpointFolder;
import dev.millrace.engine.storage.CheckpointInfo;
import dev.millrace.engine.storage.LocalDisk;
import dev.millrace.engine.storage.Manifest;
import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.SqlType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointWhileChangingTest {
    private static final SqlType NUMBER = new SqlType.IntegerType(64, true, false);
    private static final SqlType TEXT = new SqlType.TextType(false, SqlType.TextType.UNLIMITED, true);
    private static final int KEYS = 20_000;

    @TempDir
    private Path folder;

    private final Random random = new Random(7);
    private CheckpointFolder checkpoints;
    private RowTable table = empty();
    private final Map<Long, Long> model = new TreeMap<>();

    @BeforeEach
    void open() throws IOException {
        checkpoints = new CheckpointFolder(LocalDisk.open(folder), 3);
    }

    private static RowTable empty() {
        return new RowTable(List.of(NUMBER, TEXT), true, List.of(0), RowTable.Find.BY_ROW, 0);
    }

    @Test
    void anImageIsThatOfItsMomentWhileAnotherThreadChangesTheTable() throws Exception {
        Checkpointer checkpointer = checkpointer();
        checkpointer.track();
        List<Manifest> written = new ArrayList<>();
        List<Map<Long, Long>> moments = new ArrayList<>();
        try (ExecutorService writer = Executors.newSingleThreadExecutor()) {
            for (int round = 0; round < 8; round++) {
                step(3_000);
                moments.add(new TreeMap<>(model));
                Checkpointer.Pending pending = checkpointer.freeze();
                Future<Manifest> writing = writer.submit(() -> pending.write(info()));
                while (!writing.isDone()) {
                    step(300);
                }
                written.add(writing.get());
                checkpointer.thaw(Optional.of(written.getLast()));
            }
        }
        for (int i = 0; i < written.size(); i++) {
            table = empty();
            checkpointer().restore(checkpoints.verify(written.get(i).number()));
            assertThat(contents()).isEqualTo(moments.get(i));
        }
    }

    @Test
    void whatDidNotChangeIsNotWrittenAgain() throws IOException {
        Checkpointer checkpointer = checkpointer();
        checkpointer.track();
        for (int i = 0; i < 10; i++) {
            step(KEYS);
        }
        Manifest first = write(checkpointer);
        step(10);
        Manifest second = write(checkpointer);
        assertThat(second.bytesWritten()).isBetween(100L, first.bytesWritten() / 50);
        assertThat(write(checkpointer).bytesWritten()).isZero();
    }

    private Manifest write(Checkpointer checkpointer) throws IOException {
        Manifest manifest = checkpointer.freeze().write(info());
        checkpointer.thaw(Optional.of(manifest));
        return manifest;
    }

    private Checkpointer checkpointer() {
        SequencedMap<String, Durable> parts = new LinkedHashMap<>();
        parts.put("table", table);
        return new Checkpointer(checkpoints, parts);
    }

    private static CheckpointInfo info() {
        return new CheckpointInfo("", "", 1, 0, 0, 0, 0, 0);
    }

    /** Adds rows to random keys and takes rows away. */
    private void step(int rows) {
        List<Object> keys = new ArrayList<>();
        List<Object> texts = new ArrayList<>();
        long[] weights = new long[rows];
        for (int i = 0; i < rows; i++) {
            long key = random.nextInt(KEYS);
            keys.add(key);
            texts.add(text(key));
            long former = model.getOrDefault(key, 0L);
            weights[i] = former != 0 && random.nextInt(2) == 0 ? -former : 1 + random.nextInt(3);
            model.merge(key, weights[i], (a, b) -> a + b == 0 ? null : Long.valueOf(a + b));
        }
        Batch batch = new Batch(rows, List.of(Boxed.column(keys, NUMBER), Boxed.column(texts, TEXT)), weights);
        table.bind(batch);
        for (int row = 0; row < rows; row++) {
            table.add(row, weights[row]);
        }
        table.finish(true);
    }

    private static String text(long key) {
        return "text of " + key + "!".repeat((int) (key % 150));
    }

    private Map<Long, Long> contents() {
        Map<Long, Long> contents = new TreeMap<>();
        for (int id = table.firstId(); id >= 0; id = table.idAfter(id)) {
            long key = table.store().longValue(id, 0);
            Object text = Boxed.read(table.store().column(1, new int[] {id}, 1), 0, TEXT);
            assertThat(text).isEqualTo(text(key));
            contents.put(key, table.weight(id));
        }
        return contents;
    }
}
