package dev.millrace.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.millrace.api.Json;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** What a real process does with references, and with what it may not reach. */
class SecretsInProcessTest {
    @TempDir
    private Path folder = Path.of("");

    private static String reading(String transport, String path) {
        return "CREATE TABLE t (a INT) WITH ('connectors' = '[{\"transport\": {\"name\": \"" + transport
                + "\", \"config\": {\"path\": \"" + path + "\"}}, \"format\": {\"name\": \"csv\"}}]');"
                + "CREATE MATERIALIZED VIEW v AS SELECT a FROM t;";
    }

    private static ObjectNode access(boolean restricted, List<Path> folders, List<Path> secretFolders) {
        ObjectNode config = Json.object();
        ObjectNode access = config.putObject("access");
        access.put("restricted", restricted);
        var allowed = access.putArray("folders");
        folders.forEach(path -> allowed.add(path.toString()));
        var meant = access.putArray("secret_folders");
        secretFolders.forEach(path -> meant.add(path.toString()));
        return config;
    }

    @Test
    void aReferenceIsResolvedAndNeverShown() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(403, -1);
            exchange.close();
        });
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/secret-token-4711";
        Path file = Files.writeString(folder.resolve("url"), url + "\n");
        ObjectNode config = access(false, List.of(), List.of(folder));
        try (PipelineProcess process =
                PipelineProcess.start(folder, reading("url_input", "${file:" + file + "}"), config)) {
            PipelineProcess.await(() -> process.get("/stats").body().contains("answered 403"));
            assertThat(process.get("/stats").body())
                    .contains("[redacted] answered 403")
                    .doesNotContain("4711");
            assertThat(process.log()).doesNotContain("4711");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void filesAreReadWhereThatIsAllowed() throws Exception {
        Path allowed = Files.createDirectories(folder.resolve("data"));
        Files.writeString(allowed.resolve("rows.csv"), "1\n2\n");
        String program = reading("file_input", allowed.resolve("rows.csv").toString());
        try (PipelineProcess process =
                PipelineProcess.ready(folder, program, access(true, List.of(allowed), List.of()))) {
            PipelineProcess.await(() -> process.rows("SELECT a FROM v").size() == 2);
        }
    }

    @Test
    void whatIsNotAllowedFailsThePipelineWithAReason() throws Exception {
        Path rows = Files.writeString(folder.resolve("rows.csv"), "1\n");
        String program = reading("file_input", rows.toString());
        try (PipelineProcess process =
                PipelineProcess.ready(folder, program, access(true, List.of(folder.resolve("other")), List.of()))) {
            assertThat(process.status()).isEqualTo("failed");
            assertThat(process.get("/status").body()).contains("--allow-path");
        }
    }
}
