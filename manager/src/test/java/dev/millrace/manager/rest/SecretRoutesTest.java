package dev.millrace.manager.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.Json;
import dev.millrace.manager.RunningManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets go in, reach the processes that need them, and come out nowhere else. */
class SecretRoutesTest {
    private static final String VALUE = "kx7-very-secret";

    @Test
    void secretsAreSetListedAndDeleted(@TempDir Path data) throws Exception {
        RunningManager api = new RunningManager(data);
        try {
            assertThat(api.post("/v0/secrets", "{\"name\":\"db\",\"value\":\"v1\"}")
                            .status())
                    .isEqualTo(201);
            assertThat(api.post("/v0/secrets", "{\"name\":\"db\",\"value\":\"v1\"}")
                            .errorCode())
                    .isEqualTo("DuplicateName");
            assertThat(api.put("/v0/secrets/db", "{\"value\":\"v2\",\"guard\":7}")
                            .errorCode())
                    .isEqualTo("OutdatedSecretVersion");
            assertThat(api.put("/v0/secrets/db", "{\"value\":\"v2\",\"guard\":1}")
                            .json()
                            .path("version")
                            .asLong())
                    .isEqualTo(2);
            assertThat(api.put("/v0/secrets/new", "{\"value\":\"v\"}").status()).isEqualTo(201);
            assertThat(api.put("/v0/secrets/new", "{}").errorCode()).isEqualTo("InvalidRequest");
            assertThat(api.post("/v0/secrets", "{\"name\":\"a b\",\"value\":\"v\"}")
                            .errorCode())
                    .isEqualTo("NameDoesNotMatchPattern");
            assertThat(api.get("/v0/secrets").json()).hasSize(2);
            assertThat(api.get("/v0/secrets/db").text()).doesNotContain("v2");
            assertThat(api.delete("/v0/secrets/db").status()).isEqualTo(200);
            assertThat(api.get("/v0/secrets/db").errorCode()).isEqualTo("UnknownSecret");
        } finally {
            api.close();
        }
    }

    @Test
    void aPipelineIsHandedWhatItRefersToAndNothingIsWrittenDown(@TempDir Path data) throws Exception {
        RunningManager api = new RunningManager(data);
        try {
            api.post("/v0/secrets", "{\"name\":\"db\",\"value\":\"" + VALUE + "\"}");
            api.post("/v0/secrets", "{\"name\":\"other\",\"value\":\"not-this-one\"}");
            String program = "CREATE TABLE t (a INT) WITH ('connectors' = '[{\"transport\": {\"name\": \"url_input\", "
                    + "\"config\": {\"path\": \"${secret:db}\"}}, \"format\": {\"name\": \"json\"}}]');";
            api.post(
                    "/v0/pipelines",
                    Json.object().put("name", "p").put("program_code", program).toString());
            api.post("/v0/pipelines/p/start", "");
            api.awaitStatus("p", "Running");
            assertThat(api.get("/v0/pipelines/p/stats").json().path("secrets"))
                    .isEqualTo(Json.read("{\"db\":\"" + VALUE + "\"}"));
            for (String path : List.of("", "/deployed", "/config", "/logs?follow=false", "/events")) {
                assertThat(api.get("/v0/pipelines/p" + path).text()).doesNotContain(VALUE);
            }
            assertThat(ProcessHandle.allProcesses().flatMap(process -> process.info().commandLine().stream()))
                    .noneMatch(line -> line.contains(VALUE));
            assertThat(filesWith(data)).isEmpty();
        } finally {
            api.close();
        }
    }

    private static List<Path> filesWith(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> text(file).contains(VALUE))
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
