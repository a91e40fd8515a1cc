package dev.millrace.testing;

import dev.millrace.compiler.SqlCompiler;
import dev.millrace.connect.Surroundings;
import dev.millrace.engine.algebra.Delta;
import dev.millrace.plan.Plan;
import dev.millrace.runtime.Pipeline;
import dev.millrace.runtime.PipelineAssembly;
import dev.millrace.runtime.PipelineException;
import dev.millrace.runtime.PipelineListener;
import dev.millrace.runtime.PipelineStatistics;
import dev.millrace.runtime.RuntimeOptions;
import dev.millrace.runtime.StandardConnectors;
import dev.millrace.runtime.StorageOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Flips bits and bytes in the storage of a pipeline that crashed, and insists that a pipeline which goes on from there either comes to the same
 * views as one that never crashed, or does not start and names the file.
 *
 * <p>The storage has two checkpoints and a journal. Everything follows from the seed.
 */
public final class FlipCampaign {
    private static final int ROWS = 4_000;
    private static final int CRASH_STEP = 30;
    private static final String PROGRAM = """
            CREATE TABLE t (k BIGINT, v BIGINT, s VARCHAR) WITH ('connectors' = '[{"name":"g","max_batch_size":100,"transport":
              {"name":"datagen","config":{"seed":7,"plan":[{"limit":%d,"worker_chunk_size":50,"fields":{
                "k":{"range":[0,300],"strategy":"uniform"},"v":{"range":[0,90],"strategy":"uniform"}}}]}}}]');
            CREATE TABLE u (k BIGINT NOT NULL PRIMARY KEY, name VARCHAR) WITH ('connectors' = '[{"name":"g","max_batch_size":50,"transport":
              {"name":"datagen","config":{"seed":8,"plan":[{"limit":%d,"worker_chunk_size":50,"fields":{
                "k":{"range":[0,200],"strategy":"uniform"}}}]}}}]');
            CREATE VIEW a AS SELECT k, COUNT(*) AS n, MAX(v) AS m, SUM(v) AS total, COUNT(DISTINCT s) AS d FROM t GROUP BY k;
            CREATE VIEW b AS SELECT t.k, t.v, u.name FROM t JOIN u ON t.k = u.k;
            CREATE VIEW c AS SELECT * FROM (SELECT k, v, s, ROW_NUMBER() OVER (PARTITION BY v ORDER BY k, s) AS r FROM t) WHERE r <= 3;
            """.formatted(ROWS, ROWS / 2);

    private final Random random;
    private final Plan plan;
    private final List<String> wanted;
    private final MemoryDisk crashed;
    private long unharmed;
    private long older;
    private long refused;

    /** Runs the pipeline twice: undisturbed, and up to its crash. */
    public FlipCampaign(long seed) throws PipelineException, InterruptedException, IOException {
        this.random = new Random(seed);
        this.plan = Objects.requireNonNull(new SqlCompiler().compile(PROGRAM).plan());
        this.wanted = views(new MemoryDisk());
        this.crashed = crash();
    }

    private Pipeline assemble(MemoryDisk disk, PipelineListener listener) throws PipelineException {
        Surroundings surroundings = new Surroundings(
                Path.of("."),
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                name -> null,
                new Surroundings.Shared());
        return new PipelineAssembly(StandardConnectors.registry(), surroundings)
                .storage(StorageOptions.of(disk).named("flips").every(null))
                .assemble(plan, RuntimeOptions.DEFAULT.withContents(false), listener);
    }

    private List<String> views(MemoryDisk disk) throws PipelineException, InterruptedException {
        try (Pipeline pipeline = assemble(disk, PipelineListener.NONE)) {
            pipeline.run();
            return described(pipeline.statistics());
        }
    }

    private static List<String> described(PipelineStatistics statistics) {
        List<String> views = new ArrayList<>(List.of("rows " + statistics.rowsIn()));
        statistics.views().forEach(view -> views.add(view.name() + " " + view.rows() + " " + view.hash()));
        return views;
    }

    /** What is on the disk in the middle of step {@link #CRASH_STEP}. */
    private MemoryDisk crash() throws PipelineException, InterruptedException {
        MemoryDisk disk = new MemoryDisk();
        Crash crash = new Crash(disk);
        try (Pipeline pipeline = assemble(disk, crash)) {
            crash.pipeline = pipeline;
            pipeline.run();
        }
        return crash.left;
    }

    /** Asks for two checkpoints, waits for each, and keeps what the disk holds at the end of another step. */
    private static final class Crash implements PipelineListener {
        private final MemoryDisk disk;
        private MemoryDisk left = new MemoryDisk();
        private @Nullable Pipeline pipeline;

        private Crash(MemoryDisk disk) {
            this.disk = disk;
        }

        @Override
        public void changed(String view, long step, Delta delta) {}

        @Override
        public void stepped(long step) {
            Pipeline running = Objects.requireNonNull(pipeline);
            if (step == 5 || step == 15) {
                running.checkpoint();
            }
            while (step == 10 && manifests() < 1 || step == 20 && manifests() < 2) {
                Thread.onSpinWait();
            }
            if (step == CRASH_STEP) {
                left = disk.copy();
                running.stop();
            }
        }

        private long manifests() {
            return disk.files().stream()
                    .filter(name -> name.endsWith(".manifest"))
                    .count();
        }
    }

    /** Flips one bit, or with {@code whole} replaces one byte by another, and goes on from there; throws {@link AssertionError} if the outcome is wrong. */
    public void flip(boolean whole) throws InterruptedException, IOException {
        MemoryDisk disk = crashed.copy();
        List<String> files =
                disk.files().stream().filter(name -> name.contains("/")).toList();
        String file = files.get(random.nextInt(files.size()));
        byte[] bytes = disk.bytes(file);
        int at = random.nextInt(bytes.length);
        bytes[at] ^= (byte) (whole ? 1 + random.nextInt(255) : 1 << random.nextInt(8));
        disk.put(file, bytes);
        go(disk, file + " byte " + at);
    }

    private void go(MemoryDisk disk, String where) throws InterruptedException {
        try (Pipeline pipeline = assemble(disk, PipelineListener.NONE)) {
            pipeline.run();
            List<String> got = described(pipeline.statistics());
            if (!got.equals(wanted)) {
                throw new AssertionError(where + ": wrong views\nwanted " + wanted + "\ngot    " + got);
            }
            PipelineStatistics.Durability durability =
                    Objects.requireNonNull(pipeline.statistics().durability());
            unharmed += durability.remarks().isEmpty() ? 1 : 0;
            older += durability.remarks().isEmpty() ? 0 : 1;
        } catch (PipelineException stop) {
            if (!String.valueOf(stop.getMessage()).contains(where.substring(0, where.indexOf(' ')))) {
                throw new AssertionError(where + ": an unclear stop: " + stop.getMessage(), stop);
            }
            refused++;
        } catch (RuntimeException failure) {
            throw new AssertionError(where + ": " + failure, failure);
        }
    }

    /** What came of the flips. */
    public String outcome() {
        return older + " went on from the checkpoint before, " + refused + " did not start and named the file, "
                + unharmed + " hit nothing that was needed";
    }
}
