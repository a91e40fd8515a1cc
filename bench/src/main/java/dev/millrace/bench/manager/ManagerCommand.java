package dev.millrace.bench.manager;

import dev.millrace.api.Json;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace bench manager}: how long it takes to start pipelines and to list them, and how fast rows go in and out. */
@Command(
        name = "manager",
        mixinStandardHelpOptions = true,
        description = "Measures the manager and the processes of pipelines, over HTTP.")
public final class ManagerCommand implements Callable<Integer> {
    private static final double MEGA = 1e6;
    private static final int LIST_REQUESTS = 40;
    private static final String TABLE =
            "CREATE TABLE bid (auction BIGINT, bidder BIGINT, price BIGINT, channel VARCHAR,"
                    + " url VARCHAR, date_time TIMESTAMP, extra VARCHAR);";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--starts",
            defaultValue = "20",
            paramLabel = "N",
            description = "How many starts of each kind (20).")
    private int starts;

    @Option(names = "--pipelines", defaultValue = "1000", paramLabel = "N", description = "How many to list (1000).")
    private int pipelines;

    @Option(names = "--megabytes", defaultValue = "1000", paramLabel = "N", description = "How much to send (1000).")
    private int megabytes;

    @Option(names = "--json", description = "One JSON object instead of lines.")
    private boolean json;

    private final Map<String, Object> figures = new LinkedHashMap<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path launcher =
                Path.of(System.getProperty("millrace.launcher", "./millrace")).toAbsolutePath();
        Path folder = Files.createTempDirectory("millrace-bench-manager");
        try (Served server = new Served(launcher, folder)) {
            server.awaitCache();
            starts(server);
            flows(server);
            list(server);
            Thread.sleep(60_000);
            figure("idle_rss_megabytes", server.usage().megabytes());
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
        if (json) {
            print(Json.of(figures).text());
        }
        return 0;
    }

    private void starts(Served server) {
        Samples compiled = new Samples();
        Samples fresh = new Samples();
        double before = server.usage().cpuSeconds();
        for (int i = 0; i < starts; i++) {
            put(server, "compiled", program(i));
            server.awaitCompiled("compiled");
            compiled.time(() -> {
                server.send("POST", "/v0/pipelines/compiled/start", "");
                server.awaitStatus("compiled", "Running");
            });
            stop(server, "compiled");
            int number = starts + i;
            fresh.time(() -> {
                put(server, "fresh", program(number));
                server.send("POST", "/v0/pipelines/fresh/start", "");
                server.awaitStatus("fresh", "Running");
            });
            stop(server, "fresh");
        }
        figure("start_to_running_millis_p50", compiled.percentile(50));
        figure("start_to_running_millis_p95", compiled.percentile(95));
        figure("put_to_running_millis_p50", fresh.percentile(50));
        figure("put_to_running_millis_p95", fresh.percentile(95));
        figure("manager_cpu_millis_per_start", (server.usage().cpuSeconds() - before) * 1000 / Math.max(1, 2 * starts));
    }

    private static String program(int number) {
        return TABLE + " CREATE MATERIALIZED VIEW v AS SELECT auction, MAX(price) AS price, COUNT(*) AS n FROM bid"
                + " WHERE bidder > " + number + " GROUP BY auction;";
    }

    private static void put(Served server, String name, String program) {
        server.send(
                "PUT",
                "/v0/pipelines/" + name,
                Json.of(Map.of("name", name, "program_code", program, "runtime_config", Map.of("workers", 1)))
                        .text());
    }

    private static void stop(Served server, String name) {
        server.send("POST", "/v0/pipelines/" + name + "/shutdown", "");
        server.awaitStatus(name, "Shutdown");
    }

    private void flows(Served server) throws IOException, InterruptedException {
        put(
                server,
                "flow",
                TABLE + " CREATE VIEW v AS SELECT auction, price FROM bid; CREATE VIEW s AS SELECT * FROM bid;");
        server.send("POST", "/v0/pipelines/flow/start", "");
        server.awaitStatus("flow", "Running");
        RowStream rows = new RowStream(server.base());
        String ingress = "/v0/pipelines/flow/ingress/bid?format=json&update_format=raw";
        rows.send(ingress, megabytes * 1_000_000L);
        send(server, rows, ingress, "ingress");
        AtomicLong received = new AtomicLong();
        try (Socket socket = new Socket(server.base().getHost(), server.base().getPort())) {
            Thread listener = Thread.ofPlatform().start(() -> {
                try {
                    rows.listen(socket, "/v0/pipelines/flow/egress/s?format=json&backpressure=true", received);
                } catch (IOException e) {
                    // The socket is closed when enough was sent.
                    Thread.currentThread().interrupt();
                }
            });
            double seconds = send(server, rows, ingress, "ingress_while_listening");
            figure("egress_megabytes_per_second", received.get() / MEGA / seconds);
            socket.close();
            listener.join();
        }
        stop(server, "flow");
    }

    private double send(Served server, RowStream rows, String path, String name) throws IOException {
        double manager = server.usage().cpuSeconds();
        double pipeline = server.pipelineUsage().cpuSeconds();
        long start = System.nanoTime();
        double sent = rows.send(path, megabytes * 1_000_000L) / MEGA;
        double seconds = (System.nanoTime() - start) / 1e9;
        manager = server.usage().cpuSeconds() - manager;
        pipeline = server.pipelineUsage().cpuSeconds() - pipeline;
        figure(name + "_megabytes_per_second", sent / seconds);
        figure(name + "_megabytes_per_cpu_second", sent / (manager + pipeline));
        figure(name + "_manager_cpu_seconds_per_gigabyte", manager / sent * 1000);
        return seconds;
    }

    private void list(Served server) {
        for (int i = 0; i < pipelines; i++) {
            put(server, "listed-" + i, program(i % 10));
        }
        server.awaitCompiled("listed-" + (pipelines - 1));
        Samples all = new Samples();
        Samples status = new Samples();
        double cpu = 0;
        for (int i = 0; i < LIST_REQUESTS; i++) {
            double before = server.usage().cpuSeconds();
            all.time(() -> server.send("GET", "/v0/pipelines", ""));
            cpu += server.usage().cpuSeconds() - before;
            status.time(() -> server.send("GET", "/v0/pipelines?selector=status", ""));
        }
        figure("list_millis_p50", all.percentile(50));
        figure("list_millis_p95", all.percentile(95));
        figure("list_cpu_millis", cpu * 1000 / LIST_REQUESTS);
        figure("list_status_millis_p50", status.percentile(50));
    }

    private void figure(String name, double value) {
        double rounded = Math.round(value * 10) / 10.0;
        figures.put(name, rounded);
        if (!json) {
            print(String.format(Locale.ROOT, "%-52s %10.1f", name, rounded));
        }
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
