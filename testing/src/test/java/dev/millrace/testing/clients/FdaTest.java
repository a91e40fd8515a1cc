package dev.millrace.testing.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Feldera's command line, which is built from its sources: that takes minutes, once. */
@EnabledIfSystemProperty(
        named = "clients.fda",
        matches = "true",
        disabledReason = "skipped: fda is built from sources for minutes; -Dclients.fda=true does it")
class FdaTest {
    private static final String VERSION = "0.349.0";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String PROGRAM = """
            CREATE TABLE orders (id BIGINT NOT NULL PRIMARY KEY, item VARCHAR, amount INT) WITH ('connectors' = '[{"name": "five",
                "transport": {"name": "datagen", "config": {"plan": [{"limit": 5, "fields": {"item": {"values": ["tea"]}}}]}}}]');
            CREATE MATERIALIZED VIEW totals WITH ('connectors' = '[{"name": "file", "transport":
                {"name": "file_output", "config": {"path": "%s"}}, "format": {"name": "json"}}]')
                AS SELECT item, COUNT(*) AS n FROM orders GROUP BY item;
            """;

    @TempDir
    private Path folder = Path.of("");

    private List<String> fda = List.of();

    private Ran run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(fda);
        command.addAll(List.of(arguments));
        return Ran.of(folder, Map.of(), PATIENCE, command);
    }

    private String done(String... arguments) throws Exception {
        Ran ran = run(arguments);
        assertThat(ran.code())
                .as("fda %s: %s", List.of(arguments), ran.output())
                .isZero();
        return ran.output();
    }

    private void fails(String... arguments) throws Exception {
        Ran ran = run(arguments);
        assertThat(ran.code())
                .as("fda %s: %s", List.of(arguments), ran.output())
                .isGreaterThan(0);
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    @Test
    void fdaDrivesTheNewestApi() throws Exception {
        String program = Installation.cargo("fda", VERSION).program("fda");
        try (Served served = new Served(Files.createDirectories(folder.resolve("data")))) {
            fda = List.of(program, "--host", served.address() + "/feldera");
            live();
        }
    }

    private void live() throws Exception {
        String program = file("p.sql", PROGRAM.formatted(folder.resolve("out.json")));
        done("create", "orders", program);
        fails("create", "orders", program);
        assertThat(done("pipelines")).contains("orders");
        assertThat(done("program", "get", "orders")).contains("CREATE MATERIALIZED VIEW totals");
        awaitCompiled();
        done("set-config", "orders", "workers", "1");
        done("set-tags", "orders", "shop,tea");
        assertThat(done("tags", "orders")).contains("shop");
        assertThat(done("config", "orders")).contains("workers");
        configuration();
        done("start", "orders");
        assertThat(done("status", "orders")).contains("Running");
        data();
        watch();
        rest();
        copies();
        done("stop", "orders");
        done("clear", "orders");
        done("delete", "orders");
        fails("status", "orders");
    }

    /** Each look takes a process some time, so that this does not hurry. */
    private void awaitCompiled() throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String status = done("program", "status", "orders");
        while (!status.contains("Success") && System.nanoTime() < deadline) {
            status = done("program", "status", "orders");
        }
        assertThat(status).contains("Success");
    }

    private void configuration() throws Exception {
        assertThat(done("cluster", "health")).contains("runner");
        assertThat(done("cluster", "config")).contains("Enterprise");
        done("cluster", "events");
        done("cluster", "event", "latest");
        assertThat(done("--format", "json", "validate-program", file("v.sql", "CREATE TABLE t (a INT);")))
                .contains("Success");
        done("diff", "orders", file("n.sql", "CREATE TABLE t (a INT);"));
        done("apikey", "create", "reader");
        assertThat(done("apikey", "list")).contains("reader");
        done("apikey", "delete", "reader");
    }

    private void data() throws Exception {
        done("query", "orders", "INSERT INTO orders VALUES (10, 'milk', 3)");
        done("connector", "orders", "orders", "five", "pause");
        done("connector", "orders", "orders", "five", "start");
        done("connector", "orders", "totals", "file", "pause");
        done("connector", "orders", "totals", "file", "start");
        done("connector", "orders", "orders", "five", "stats");
        fails("connector", "orders", "orders", "six", "pause");
        String token = done("completion-token", "orders", "orders", "five").strip();
        done("completion-status", "orders", token);
        assertThat(done("query", "orders", "SELECT n FROM totals WHERE item = 'milk'"))
                .contains("| 1 |");
        assertThat(done("--format", "json", "query", "orders", "SELECT n FROM totals WHERE item = 'milk'"))
                .contains("\"n\":1");
        done("--format", "arrow_ipc", "query", "orders", "SELECT * FROM totals");
        done("--format", "hash", "query", "orders", "SELECT * FROM totals ORDER BY item");
        for (String format : List.of("text", "json", "arrow_ipc")) {
            fails("--format", format, "query", "orders", "SELECT 1; SELECT 2");
        }
        fails("query", "orders", "SELECT nonsense FROM totals");
        fails("commit-transaction", "orders");
        done("start-transaction", "orders");
        fails("commit-transaction", "orders", "--tid", "99");
        done("query", "orders", "INSERT INTO orders VALUES (11, 'milk', 3)");
        done("commit-transaction", "orders");
        assertThat(done("query", "orders", "SELECT n FROM totals WHERE item = 'milk'"))
                .contains("| 2 |");
    }

    private void watch() throws Exception {
        assertThat(done("stats", "orders")).contains("global_metrics");
        assertThat(done("--format", "prometheus", "metrics", "orders")).contains("records_");
        assertThat(done("logs", "orders")).contains("listening");
        done("events", "orders");
        done("event", "orders", "latest");
        String bundle = folder.resolve("bundle.zip").toString();
        done("support-bundle", "orders", "--output", bundle);
        try (ZipFile zip = new ZipFile(bundle, StandardCharsets.UTF_8)) {
            assertThat(zip.stream().map(Object::toString).collect(Collectors.joining(" ")))
                    .contains("logs.txt");
        }
        done("rebalance", "orders");
        done("start-compaction", "orders");
        fails("clock-advance", "orders");
    }

    private void rest() throws Exception {
        done("pause", "orders");
        assertThat(done("status", "orders")).contains("Paused");
        done("resume", "orders");
        done("checkpoint", "orders");
        done("stop", "orders", "--checkpoint");
        assertThat(done("status", "orders")).contains("Stopped");
        done("start", "orders");
        assertThat(done("query", "orders", "SELECT n FROM totals WHERE item = 'milk'"))
                .contains("| 2 |");
    }

    private void copies() throws Exception {
        done("copy", "orders", "again");
        assertThat(done("program", "get", "again")).isEqualTo(done("program", "get", "orders"));
        done("delete", "again", "--force");
    }
}
