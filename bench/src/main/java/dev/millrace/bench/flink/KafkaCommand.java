package dev.millrace.bench.flink;

import dev.millrace.broker.BrokerMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace bench kafka}: bids as JSON from a topic, through a view, as JSON into a topic, exactly once. */
@Command(
        name = "kafka",
        mixinStandardHelpOptions = true,
        description = {
            "Measures pipelines from Kafka to Kafka, exactly once: bids as JSON, a view, its changes as JSON.",
            "The broker, and each engine, is a process of its own; only the engine's processor time counts."
        })
public final class KafkaCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--query", split = ",", paramLabel = "QUERY", description = "rows, totals, or both (the default).")
    private List<String> queries = KafkaQueries.ALL;

    @Option(
            names = "--events",
            defaultValue = "4000000",
            paramLabel = "N",
            description = "Messages that are measured (4,000,000 by default).")
    private long events;

    @Option(
            names = "--warmup-events",
            defaultValue = "4000000",
            paramLabel = "N",
            description = "Messages that go the same way before, not measured (4,000,000 by default).")
    private long warmUp;

    @Option(names = "--workers", defaultValue = "1", paramLabel = "N", description = "Threads of either engine (1).")
    private int workers;

    @Option(names = "--runs", defaultValue = "1", paramLabel = "N", description = "Runs; the best counts (1).")
    private int runs;

    @Option(names = "--against", paramLabel = "flink", description = "Measures Flink SQL on the same broker as well.")
    private String against = "";

    @Option(names = "--flink-heap", defaultValue = "2g", paramLabel = "SIZE", description = "Flink's heap (2g).")
    private String heap = "2g";

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!KafkaQueries.ALL.containsAll(queries) || !against.isEmpty() && !against.equals("flink")) {
            throw new ParameterException(spec.commandLine(), "--query is rows or totals, --against is flink");
        }
        Path folder = Files.createTempDirectory("millrace-bench-kafka");
        Process broker = broker(folder);
        try (BufferedReader reader = broker.inputReader(StandardCharsets.UTF_8)) {
            String bootstrap = reader.readLine();
            if (bootstrap == null) {
                throw new IOException("the broker did not start");
            }
            measure(bootstrap, folder);
            return 0;
        } finally {
            broker.destroyForcibly().waitFor();
            delete(folder);
        }
    }

    private static Process broker(Path folder) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerMain.class.getName(),
                        folder.resolve("kafka").toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private void measure(String bootstrap, Path folder) throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrap))) {
            for (long bids : new TreeSet<>(List.of(warmUp, events))) {
                create(admin, KafkaJob.topic(bids));
                KafkaBids.send(bootstrap, KafkaJob.topic(bids), bids);
            }
            out.printf(
                    "%-8s %-9s %10s %10s %8s %14s %12s%n",
                    "query", "engine", "events", "seconds", "cpu s", "events/cpu s", "changes out");
            for (String query : queries) {
                KafkaJob job = new KafkaJob(query, bootstrap, warmUp, events, workers, runs, folder.toString());
                Measurement ours = measure(admin, job, "millrace");
                print(out, ours);
                if (!against.isEmpty()) {
                    Measurement theirs = measure(admin, job, against);
                    print(out, theirs);
                    out.printf(
                            Locale.ROOT,
                            "%-8s %.1f times the events per second of processor time%n",
                            query,
                            ours.eventsPerCpuSecond() / theirs.eventsPerCpuSecond());
                }
                out.flush();
            }
        }
    }

    private Measurement measure(Admin admin, KafkaJob job, String engine) throws IOException, InterruptedException {
        for (int run = 0; run <= runs; run++) {
            create(admin, job.output(engine, run));
        }
        List<Measurement> measured = engine.equals("millrace")
                ? ChildJvm.millrace(KafkaMillraceMain.class, job.query(), job.arguments())
                : ChildJvm.flink(KafkaFlinkMain.class, heap, job.query(), job.arguments());
        return measured.stream()
                .min(Comparator.comparingDouble(Measurement::cpuSeconds))
                .orElseThrow();
    }

    private static void create(Admin admin, String topic) throws IOException, InterruptedException {
        try {
            admin.createTopics(List.of(new NewTopic(topic, KafkaJob.PARTITIONS, (short) 1)))
                    .all()
                    .get();
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    private static void print(PrintWriter out, Measurement run) {
        out.printf(
                Locale.ROOT,
                "%-8s %-9s %10d %10.1f %8.1f %14.0f %12d%n",
                run.query(),
                run.engine(),
                run.events(),
                run.seconds(),
                run.cpuSeconds(),
                run.eventsPerCpuSecond(),
                run.rows());
        out.flush();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
