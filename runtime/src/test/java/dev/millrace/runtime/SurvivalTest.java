package dev.millrace.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurvivalTest {
    private static final int ROWS = 8_000;
    private static final String OUT =
            "{\"name\":\"out\",\"transport\":{\"name\":\"file_output\",\"config\":{\"path\":\"out.csv\"}},"
                    + "\"format\":{\"name\":\"csv\"}}";

    @TempDir
    private Path folder;

    private String program() throws IOException {
        Path file = folder.resolve("in.csv");
        if (!Files.exists(file)) {
            StringBuilder rows = new StringBuilder();
            for (int i = 0; i < ROWS; i++) {
                rows.append(i % 97).append(',').append(i).append('\n');
            }
            Files.writeString(file, rows);
        }
        String input =
                "{\"name\":\"in\",\"max_batch_size\":100,\"transport\":{\"name\":\"file_input\",\"config\":{\"path\":\"in.csv\","
                        + "\"buffer_size_bytes\":1000}},\"format\":{\"name\":\"csv\"}}";
        return "CREATE TABLE t (k BIGINT, v BIGINT)" + Pipelines.connectors(input) + ";\n"
                + "CREATE VIEW w" + Pipelines.connectors(OUT)
                + " AS SELECT k, COUNT(*) AS n, MAX(v) AS m FROM t GROUP BY k;";
    }

    private Pipeline assemble(StorageOptions storage, PipelineListener listener) throws Exception {
        return new Pipelines(folder).assemble(program(), RuntimeOptions.DEFAULT, listener, storage);
    }

    private static PipelineStatistics.Durability durability(Pipeline pipeline) {
        return Objects.requireNonNull(pipeline.statistics().durability());
    }

    private StorageOptions storage() throws IOException {
        return StorageOptions.of(folder.resolve("state")).every(null);
    }

    /** What the view must hold in the end. */
    private static List<List<Object>> expected() {
        List<List<Object>> rows = new ArrayList<>();
        for (long k = 0; k < 97; k++) {
            long count = (ROWS - 1 - k) / 97 + 1;
            rows.add(List.of(k, count, k + 97 * (count - 1)));
        }
        return rows;
    }

    /** What a reader of the changes has in the end: they must add up to the view, each change once. */
    private List<List<Object>> written() throws IOException {
        java.util.Map<List<Object>, Long> weights =
                new java.util.TreeMap<>(java.util.Comparator.comparing(Object::toString));
        for (String line : Files.readAllLines(folder.resolve("out.csv"))) {
            String[] fields = line.split(",");
            List<Object> row = List.of(Long.parseLong(fields[0]), Long.parseLong(fields[1]), Long.parseLong(fields[2]));
            weights.merge(row, Long.parseLong(fields[3].strip()), Long::sum);
        }
        assertThat(weights.values()).allMatch(weight -> weight == 0 || weight == 1);
        return weights.entrySet().stream()
                .filter(entry -> entry.getValue() == 1)
                .map(java.util.Map.Entry::getKey)
                .sorted((a, b) -> Long.compare((long) a.getFirst(), (long) b.getFirst()))
                .toList();
    }

    @Test
    void aStoppedPipelineGoesOnFromItsLastCheckpoint() throws Exception {
        PipelineListenerThatStops stop = new PipelineListenerThatStops(40);
        try (Pipeline pipeline = assemble(storage(), stop)) {
            stop.pipeline = pipeline;
            pipeline.run();
            assertThat(pipeline.statistics().rowsIn()).isBetween(1L, ROWS - 1L);
        }
        try (Pipeline pipeline = assemble(storage(), PipelineListener.NONE)) {
            pipeline.run();
            assertThat(pipeline.statistics().rowsIn()).isEqualTo(ROWS);
            assertThat(Pipelines.rows(pipeline, "w").toString())
                    .isEqualTo(expected().toString());
            assertThat(durability(pipeline).replayed()).isZero();
        }
        assertThat(written().toString()).isEqualTo(expected().toString());
    }

    @Test
    void aCrashedPipelineMakesTheStepsSinceTheCheckpointAgain() throws Exception {
        for (int crash = 1; crash <= 3; crash++) {
            Path copy = folder.resolve("copy" + crash);
            PipelineListenerThatStops stop = new PipelineListenerThatStops(25);
            try (Pipeline pipeline = assemble(storage(), stop)) {
                stop.pipeline = pipeline;
                stop.checkpointAt = 10;
                stop.copyTo = copy;
                pipeline.run();
            }
            // The folders as they were in the middle of a step take the place of what a clean stop made of them.
            restore(copy);
        }
        try (Pipeline pipeline = assemble(storage(), PipelineListener.NONE)) {
            pipeline.run();
            assertThat(durability(pipeline).replayed()).isPositive();
            assertThat(Pipelines.rows(pipeline, "w").toString())
                    .isEqualTo(expected().toString());
        }
        assertThat(written().toString()).isEqualTo(expected().toString());
    }

    private void restore(Path copy) throws IOException {
        delete(folder.resolve("state"));
        copy(copy.resolve("state"), folder.resolve("state"));
        for (String name : List.of("out.csv", "out.csv.steps")) {
            Files.copy(copy.resolve(name), folder.resolve(name), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }

    static void delete(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Test
    void aDamagedCheckpointIsNamedAndTheOneBeforeIsUsed() throws Exception {
        for (int stopAt : new int[] {20, 20}) {
            PipelineListenerThatStops stop = new PipelineListenerThatStops(stopAt);
            try (Pipeline pipeline = assemble(storage(), stop)) {
                stop.pipeline = pipeline;
                pipeline.run();
            }
        }
        Path newest = folder.resolve("state/checkpoints/000000000002.manifest");
        byte[] bytes = Files.readAllBytes(newest);
        bytes[bytes.length / 2] ^= 4;
        Files.write(newest, bytes);
        try (Pipeline pipeline = assemble(storage(), PipelineListener.NONE)) {
            pipeline.run();
            assertThat(durability(pipeline).remarks())
                    .singleElement()
                    .asString()
                    .contains("checkpoint 2 cannot be used", "checksum");
            assertThat(Pipelines.rows(pipeline, "w").toString())
                    .isEqualTo(expected().toString());
        }
        assertThat(written().toString()).isEqualTo(expected().toString());
    }

    @Test
    void aFolderBelongsToOnePipelineAtATimeAndToOneProgram() throws Exception {
        try (Pipeline first = assemble(storage(), PipelineListener.NONE)) {
            assertThat(first.tables()).containsExactly("t");
            assertThatExceptionOfType(PipelineException.class)
                    .isThrownBy(() -> assemble(storage(), PipelineListener.NONE))
                    .withMessageContaining("another process is using");
            first.run();
        }
        assertThatExceptionOfType(PipelineException.class)
                .isThrownBy(() -> new Pipelines(folder)
                        .assemble(
                                "CREATE TABLE t (k BIGINT); CREATE VIEW w AS SELECT MAX(k) AS m FROM t;",
                                RuntimeOptions.DEFAULT,
                                PipelineListener.NONE,
                                storage()))
                .withMessageContaining("another program");
        assertThatExceptionOfType(PipelineException.class)
                .isThrownBy(() -> new Pipelines(folder)
                        .assemble(program(), RuntimeOptions.DEFAULT.withWorkers(2), PipelineListener.NONE, storage()))
                .withMessageContaining("1 workers and this run has 2");
        try (Pipeline anew = assemble(storage().anew(true), PipelineListener.NONE)) {
            assertThat(durability(anew).remarks()).singleElement().asString().contains("begins anew");
            anew.run();
            assertThat(anew.statistics().rowsIn()).isEqualTo(ROWS);
        }
        assertThat(written().toString()).isEqualTo(expected().toString());
    }

    @Test
    void aCheckpointOnRequestSaysWhatItIs() throws Exception {
        CountDownLatch stepped = new CountDownLatch(1);
        try (Pipeline pipeline = assemble(storage(), new PipelineListener() {
            @Override
            public void changed(String view, long step, dev.millrace.engine.algebra.Delta delta) {}

            @Override
            public void stepped(long step) {
                stepped.countDown();
            }
        })) {
            FutureTask<Void> run = new FutureTask<>(() -> {
                pipeline.run();
                return null;
            });
            Thread.ofPlatform().start(run);
            stepped.await();
            Future<PipelineStatistics.Checkpoint> request = pipeline.checkpoint();
            run.get();
            assertThat(request.get().step()).isPositive();
            assertThat(request.get().bytes()).isPositive();
        } catch (ExecutionException failure) {
            throw new AssertionError(failure);
        }
    }

    /** Stops a pipeline in the middle of a step, after what is on the disk was copied. */
    private final class PipelineListenerThatStops implements PipelineListener {
        private final int after;
        private int steps;
        private int checkpointAt = -1;
        private @Nullable Path copyTo;
        private @Nullable Pipeline pipeline;

        private PipelineListenerThatStops(int after) {
            this.after = after;
        }

        @Override
        public void changed(String view, long step, dev.millrace.engine.algebra.Delta delta) {}

        @Override
        public void stepped(long step) {
            steps++;
            Pipeline running = Objects.requireNonNull(pipeline);
            Path copy = copyTo;
            if (steps == checkpointAt) {
                running.checkpoint();
            }
            if (steps == after) {
                try {
                    if (copy != null) {
                        SurvivalTest.copy(folder.resolve("state"), copy.resolve("state"));
                        for (String name : List.of("out.csv", "out.csv.steps")) {
                            Files.copy(folder.resolve(name), copy.resolve(name));
                        }
                    }
                } catch (IOException failure) {
                    throw new java.io.UncheckedIOException(failure);
                }
                running.stop();
            }
        }
    }
}
