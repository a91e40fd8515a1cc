package dev.millrace.bench.start;

import dev.millrace.Millrace;
import dev.millrace.Program;
import dev.millrace.bench.nexmark.NexmarkProgram;
import dev.millrace.connect.Surroundings;
import dev.millrace.connectors.generator.nexmark.NexmarkGenerator;
import dev.millrace.connectors.generator.nexmark.NexmarkTable;
import dev.millrace.runtime.Pipeline;
import dev.millrace.runtime.PipelineAssembly;
import dev.millrace.runtime.PipelineException;
import dev.millrace.runtime.PipelineListener;
import dev.millrace.runtime.RuntimeOptions;
import dev.millrace.runtime.StandardConnectors;
import dev.millrace.types.Batch;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/** Twenty views over the tables of Nexmark, from their text to the first row that one of them shows. */
final class StartRun {
    /** Those with a table beside the three, and two more, are left out. */
    private static final List<String> LEFT_OUT = List.of("q6", "q10", "q13");

    private static final NexmarkTable TABLE = NexmarkTable.BID;
    private static final int BIDS = 100;

    private final Batch bids;
    private int number;

    StartRun() {
        int[] columns = IntStream.range(0, TABLE.schema().size()).toArray();
        this.bids = new NexmarkGenerator(0, 100).rows(TABLE, 0, BIDS, columns);
    }

    /**
     * Nanoseconds.
     *
     * @param compile from the text to the plan
     * @param start from the plan to a pipeline that runs
     * @param row from handing over bids to the first change of a view
     */
    record Result(long compile, long start, long row) {
        long total() {
            return compile + start + row;
        }
    }

    /** Once, with a text that was not compiled before. */
    Result measure() throws Exception {
        String text = "-- number " + number++ + "\n" + NexmarkProgram.text(queries());
        long begin = System.nanoTime();
        Program program = Millrace.compile(text);
        long compiled = System.nanoTime();
        CountDownLatch shown = new CountDownLatch(1);
        PipelineListener listener = (view, step, delta) -> shown.countDown();
        try (Pipeline pipeline = new PipelineAssembly(
                        StandardConnectors.registry(),
                        Surroundings.ofProcess(Path.of("").toAbsolutePath()))
                .assemble(program.plan(), RuntimeOptions.DEFAULT.asService(), listener)) {
            Thread thread = Thread.ofPlatform().daemon().start(() -> run(pipeline));
            long started = System.nanoTime();
            Objects.requireNonNull(pipeline.push(TABLE.name().toLowerCase(Locale.ROOT)))
                    .push(bids, List.of(), 0);
            shown.await();
            Result result = new Result(compiled - begin, started - compiled, System.nanoTime() - started);
            pipeline.stop();
            thread.join();
            return result;
        }
    }

    private static void run(Pipeline pipeline) {
        try {
            pipeline.run();
        } catch (PipelineException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> queries() {
        return NexmarkProgram.queries().stream()
                .filter(query -> !LEFT_OUT.contains(query))
                .toList();
    }

    /** How many views the program has. */
    static int views() {
        return queries().size();
    }
}
