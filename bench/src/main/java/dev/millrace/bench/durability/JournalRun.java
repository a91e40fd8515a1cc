package dev.millrace.bench.durability;

import dev.millrace.Millrace;
import dev.millrace.bench.nexmark.Durations;
import dev.millrace.connect.Surroundings;
import dev.millrace.runtime.Pipeline;
import dev.millrace.runtime.PipelineAssembly;
import dev.millrace.runtime.PipelineListener;
import dev.millrace.runtime.PushInput;
import dev.millrace.runtime.RuntimeOptions;
import dev.millrace.runtime.StandardConnectors;
import dev.millrace.runtime.StorageOptions;
import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.SqlType;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Steps of one row, handed over one after the other, in a pipeline with a journal and in one without, and fsyncs between them. */
final class JournalRun {
    private static final String PROGRAM = """
            CREATE TABLE t (k BIGINT NOT NULL, v BIGINT NOT NULL);
            CREATE VIEW sums AS SELECT k, COUNT(*) AS n, SUM(v) AS total FROM t GROUP BY k;
            """;

    private static final SqlType BIGINT = new SqlType.IntegerType(64, true, false);
    private static final int WARM_UP = 2_000;
    private static final int KEYS = 1_000;
    private static final int SYNCED_BYTES = 200;

    private final Path folder;

    JournalRun(Path folder) {
        this.folder = folder;
    }

    /** From handing a row over until its change is shown; and to write and sync as many bytes as the journal does. */
    record Result(Durations without, Durations with, Durations syncs) {}

    Result measure(int steps) throws Exception {
        Files.createDirectories(folder);
        try (Driven without = new Driven(null);
                Driven with = new Driven(folder.resolve("storage"));
                FileChannel file = FileChannel.open(
                        folder.resolve("synced"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int i = 0; i < WARM_UP; i++) {
                without.step(i);
                with.step(i);
            }
            long[] plain = new long[steps];
            long[] journalled = new long[steps];
            long[] syncs = new long[steps];
            for (int i = 0; i < steps; i++) {
                plain[i] = without.step(i);
                journalled[i] = with.step(i);
                syncs[i] = sync(file);
            }
            return new Result(Durations.of(plain), Durations.of(journalled), Durations.of(syncs));
        }
    }

    private static long sync(FileChannel file) throws java.io.IOException {
        long start = System.nanoTime();
        ByteBuffer bytes = ByteBuffer.allocate(SYNCED_BYTES);
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
        file.force(false);
        return System.nanoTime() - start;
    }

    /** A pipeline in a thread of its own that is given one row at a time. */
    private static final class Driven implements AutoCloseable {
        private final Semaphore shown = new Semaphore(0);
        private final Pipeline pipeline;
        private final PushInput input;
        private final Thread thread;

        Driven(@Nullable Path storage) throws Exception {
            PipelineAssembly assembly =
                    new PipelineAssembly(StandardConnectors.registry(), Surroundings.ofProcess(Path.of("")));
            if (storage != null) {
                assembly.storage(StorageOptions.of(storage).every(null));
            }
            PipelineListener listener = (view, step, delta) -> shown.release();
            this.pipeline =
                    assembly.assemble(Millrace.compile(PROGRAM).plan(), RuntimeOptions.DEFAULT.asService(), listener);
            PushInput found = pipeline.push("t");
            if (found == null) {
                throw new IllegalStateException("there is no way in");
            }
            this.input = found;
            this.thread = Thread.ofPlatform().start(this::run);
        }

        private void run() {
            try {
                pipeline.run();
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        }

        /** Hands over a row and waits for its change; the answer is how long that took. */
        long step(long number) throws InterruptedException {
            Batch row = new Batch(
                    1,
                    List.of(Boxed.column(List.of(number % KEYS), BIGINT), Boxed.column(List.of(number), BIGINT)),
                    null);
            long start = System.nanoTime();
            input.push(row, List.of(), 16);
            shown.acquire();
            return System.nanoTime() - start;
        }

        @Override
        public void close() throws Exception {
            pipeline.stop();
            thread.join();
            pipeline.close();
        }
    }
}
