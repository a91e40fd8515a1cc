package dev.millrace.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.Json;
import dev.millrace.cli.Main;
import dev.millrace.manager.Manager;
import dev.millrace.manager.Security;
import dev.millrace.manager.pipeline.Limits;
import dev.millrace.manager.runner.PipelineCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** Commands against a manager whose pipelines are real processes. */
class ServedPipelineTest {
    private static final String PROGRAM = """
            CREATE TABLE orders (item VARCHAR, amount INT);
            CREATE MATERIALIZED VIEW totals AS SELECT item, SUM(amount) AS total FROM orders GROUP BY item;
            """;

    @TempDir
    private Path folder = Path.of("");

    private int port;

    private record Ran(int code, String out, String err) {}

    private Ran run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--server", "http://127.0.0.1:" + port));
        int code = new CommandLine(new Main())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
        return new Ran(code, out.toString(), err.toString());
    }

    private String done(String... arguments) {
        Ran ran = run(arguments);
        assertThat(ran.code()).as(ran.err()).isZero();
        return ran.out();
    }

    private Path file(String name, String content) throws Exception {
        return Files.writeString(folder.resolve(name), content);
    }

    @Test
    void aPipelineIsCreatedFedAskedPausedAndShutDown() throws Exception {
        PipelineCommand command = new PipelineCommand(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                List.of("-XX:TieredStopAtLevel=1", "-Dorg.slf4j.simpleLogger.defaultLogLevel=info"),
                System.getProperty("java.class.path"),
                "dev.millrace.dataplane.Main",
                null);
        try (Manager manager = new Manager(new Manager.Settings(
                folder.resolve("data"), null, "127.0.0.1", 0, Security.NONE, command, Limits.DEFAULT, "0.1.0"))) {
            port = manager.port();
            try {
                drive();
            } finally {
                run("pipeline", "shutdown", "orders");
            }
        }
    }

    private void drive() throws Exception {
        Ran broken = run(
                "pipeline",
                "create",
                "broken",
                file("b.sql", "CREATE VIEW v AS\nSELECT 1 FROM t;").toString());
        assertThat(broken.code()).isEqualTo(1);
        assertThat(broken.err()).contains("b.sql:2:").contains("'t'");

        String value = file("token", "s3cret-word\n").toString();
        assertThat(done("secret", "set", "token", "--from-file", value)).isEqualTo("token is set, version 1\n");
        assertThat(done("secret", "list")).contains("token").doesNotContain("s3cret");
        done("secret", "delete", "token");

        done("pipeline", "create", "orders", file("p.sql", PROGRAM).toString(), "--workers", "1");
        assertThat(done("pipeline", "start", "orders")).isEqualTo("orders is Running\n");
        String rows = "{\"item\":\"tea\",\"amount\":3}\n{\"item\":\"tea\",\"amount\":4}\n";
        done("pipeline", "ingest", "orders", "orders", file("rows.json", rows).toString());
        JsonNode row = Json.read(done("pipeline", "query", "orders", "SELECT * FROM totals", "--format", "json"));
        assertThat(row).isEqualTo(Json.read("{\"item\":\"tea\",\"total\":7}"));
        assertThat(done("pipeline", "list")).contains("orders  Running   Success");
        done("pipeline", "pause", "orders");
        assertThat(done("pipeline", "status", "orders")).startsWith("Paused since");
        done("pipeline", "start", "orders");
        assertThat(done("pipeline", "logs", "orders")).contains("listening");
        done("pipeline", "shutdown", "orders");
        done("pipeline", "delete", "orders");
        assertThat(run("pipeline", "status", "orders").err()).isEqualTo("There is no pipeline 'orders'\n");
    }
}
