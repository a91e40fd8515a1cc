package dev.millrace.testing.crash;

import dev.millrace.broker.Broker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * Kills a pipeline again and again while changes come in, and compares what it wrote with the oracle. One thread.
 *
 * <p>The seed decides the changes and how long each process lives; what a process is doing when it is killed is up to the machine.
 */
public final class CrashCampaign implements AutoCloseable {
    private static final int SETTLE_MILLIS_MAX = 180_000;
    private static final int SETTLE_MILLIS = 200;
    private static final int POLL_MILLIS = 20;

    private final Options options;
    private final Random random;
    private final Broker broker;
    private final CrashLoad load;
    private final KilledProcess process;
    private final CrashOracle oracle;
    private final List<OutputTopic> outputs = new ArrayList<>();
    private final Consumer<String> report;
    private long startMillis = 1_000;
    private int kills;
    private int stops;

    /**
     * What to do.
     *
     * @param kills how many processes to kill
     * @param seed of changes and lifetimes
     * @param perSecond how many changes come in
     * @param lifeMillisMax how long a process lives at most before it is killed, counted from its first output
     * @param compareEvery after how many kills to compare; it compares after the last one anyway
     */
    public record Options(int kills, long seed, int perSecond, int lifeMillisMax, int compareEvery) {
        /** The campaign of the issue: 200 kills, a change each 500 µs. */
        public static final Options DEFAULT = new Options(200, 1, 2_000, 3_000, 50);
    }

    /** Everything it makes is in {@code folder}; {@code report} gets a line now and then. */
    public CrashCampaign(Path folder, Options options, Consumer<String> report) throws IOException {
        this.options = options;
        this.report = report;
        this.random = new Random(options.seed());
        this.broker = Broker.start(folder.resolve("kafka"));
        broker.createTopic(CrashProgram.CUSTOMERS, CrashLoad.PARTITIONS);
        broker.createTopic(CrashProgram.ORDERS, CrashLoad.PARTITIONS);
        for (String view : CrashProgram.VIEWS) {
            broker.createTopic(view, 1);
            outputs.add(new OutputTopic(broker.bootstrap(), view));
        }
        String sql = CrashProgram.sql(broker.bootstrap());
        Path program = folder.resolve("program.sql");
        Files.writeString(program, sql);
        this.oracle = new CrashOracle(sql);
        this.load = new CrashLoad(broker.bootstrap(), options.seed(), options.perSecond());
        this.process = new KilledProcess(
                folder.resolve("pipeline.log"),
                List.of(
                        "run",
                        program.toString(),
                        "--format",
                        "none",
                        "--storage",
                        folder.resolve("storage").toString(),
                        "--checkpoint-interval",
                        "1s"));
    }

    /** Runs it. Throws {@link AssertionError} at the first difference. */
    public void run() throws InterruptedException {
        load.go();
        load.awaitSent(options.perSecond());
        compare();
        process.stop();
        load.go();
        while (kills < options.kills()) {
            outputs.getFirst().read();
            process.start();
            live();
            end();
            if (kills % options.compareEvery() == 0 && kills < options.kills()) {
                compare();
                process.stop();
                stops++;
                load.go();
            }
        }
        compare();
        process.stop();
    }

    /** Some die young, while they start or recover; most get to work first. */
    private void live() throws InterruptedException {
        if (random.nextInt(4) == 0) {
            process.letRun((long) (random.nextDouble() * 1.3 * startMillis));
            return;
        }
        long start = System.nanoTime();
        while (!hasNews()) {
            process.letRun(POLL_MILLIS);
            if (System.nanoTime() - start > SETTLE_MILLIS_MAX * 1_000_000L) {
                throw new AssertionError("after " + kills + " kills nothing comes any more\n" + process.tail());
            }
        }
        startMillis = (System.nanoTime() - start) / 1_000_000;
        process.letRun(random.nextInt(options.lifeMillisMax()));
    }

    private boolean hasNews() {
        OutputTopic joined = outputs.getFirst();
        long before = joined.messages();
        joined.read();
        return joined.messages() > before;
    }

    private void end() throws InterruptedException {
        if (random.nextInt(20) == 0) {
            process.stop();
            stops++;
        } else {
            process.kill();
            kills++;
        }
    }

    /** Lets a process catch up with all changes, and compares. It runs on. */
    private void compare() throws InterruptedException {
        load.pause();
        Map<String, SortedMap<String, Long>> wanted = oracle.views(load.tables());
        process.start();
        long millis = 0;
        while (!isEqual(wanted)) {
            process.letRun(SETTLE_MILLIS);
            millis += SETTLE_MILLIS;
            if (millis > SETTLE_MILLIS_MAX) {
                throw new AssertionError("after " + kills + " kills: " + differences(wanted) + "\n" + process.tail());
            }
        }
        process.letRun(SETTLE_MILLIS);
        if (!isEqual(wanted)) {
            throw new AssertionError("after " + kills + " kills, more came: " + differences(wanted));
        }
        report.accept(summary());
    }

    private boolean isEqual(Map<String, SortedMap<String, Long>> wanted) {
        boolean equal = true;
        for (OutputTopic output : outputs) {
            output.read();
            if (!output.mistakes().isEmpty()) {
                throw new AssertionError("after " + kills + " kills: " + String.join("\n", output.mistakes()));
            }
            equal &= output.rows().equals(wanted.get(output.name()));
        }
        return equal;
    }

    private String differences(Map<String, SortedMap<String, Long>> wanted) {
        StringBuilder text = new StringBuilder();
        for (OutputTopic output : outputs) {
            SortedMap<String, Long> rows = wanted.getOrDefault(output.name(), java.util.Collections.emptySortedMap());
            long missing = rows.keySet().stream()
                    .filter(row -> !output.rows().containsKey(row))
                    .count();
            long wrong = output.rows().keySet().stream()
                    .filter(row -> !rows.containsKey(row))
                    .count();
            text.append(output.name())
                    .append(" lacks ")
                    .append(missing)
                    .append(" of ")
                    .append(rows.size());
            text.append(" rows and has ").append(wrong).append(" that are wrong; ");
        }
        return text.toString();
    }

    /** How it went so far. */
    public String summary() {
        long messages = outputs.stream().mapToLong(OutputTopic::messages).sum();
        long rows = outputs.stream().mapToLong(output -> output.rows().size()).sum();
        return kills + " kills, " + stops + " stops, " + process.linesWith("goes on from checkpoint")
                + " restarts from a checkpoint, " + process.linesWith("makes the steps")
                + " with steps made again; " + load.sent() + " changes in, " + messages + " changes out, " + rows
                + " rows as the oracle has them";
    }

    /** How many processes were killed. */
    public int kills() {
        return kills;
    }

    @Override
    public void close() throws InterruptedException {
        if (process.isRunning()) {
            process.kill();
        }
        load.close();
        outputs.forEach(OutputTopic::close);
        broker.close();
    }
}
