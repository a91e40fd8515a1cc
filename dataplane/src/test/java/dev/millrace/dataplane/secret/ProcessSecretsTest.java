package dev.millrace.dataplane.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.Json;
import dev.millrace.connect.config.SecretSource.Found;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessSecretsTest {
    private final Redaction redaction = new Redaction();

    private ProcessSecrets secrets(Path... folders) {
        return new ProcessSecrets(
                name -> name.equals("HOST") ? "db.internal" : null,
                Map.of("password", "hunter22"),
                List.of(folders),
                redaction);
    }

    @Test
    void eachKindOfReferenceStandsForItsValue(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "from-a-file\n");
        assertThat(secrets().find("env", "HOST")).isEqualTo(new Found.Value("db.internal"));
        assertThat(secrets().find("secret", "password")).isEqualTo(new Found.Value("hunter22"));
        assertThat(secrets(folder).find("file", file.toString())).isEqualTo(new Found.Value("from-a-file"));
        assertThat(new Found.Value("x").toString()).doesNotContain("x");
    }

    @Test
    void whatIsNotThereIsSaid(@TempDir Path folder) {
        assertThat(missing("env", "PORT")).contains("PORT is not set");
        assertThat(missing("secret", "other")).contains("millrace secret set other");
        assertThat(missing("vault", "x")).contains("known:");
        assertThat(missing("secret", "kubernetes:a/../b")).contains("no secret");
        assertThat(missing("secret", "kubernetes:nobody/nothing")).contains("cannot be read");
    }

    private String missing(String kind, String name) {
        return ((Found.Missing) secrets().find(kind, name)).why();
    }

    @Test
    void filesLieInTheFoldersThatAreMeantForThem(@TempDir Path folder) throws Exception {
        Path inside = Files.createDirectories(folder.resolve("secrets"));
        Path outside = Files.writeString(folder.resolve("private"), "private");
        Files.createSymbolicLink(inside.resolve("link"), outside);
        for (String name : List.of(
                outside.toString(),
                inside.resolve("../private").toString(),
                inside.resolve("link").toString(),
                "\0")) {
            assertThat(secrets(inside).find("file", name)).isInstanceOf(Found.Missing.class);
        }
        assertThat(secrets().find("file", outside.toString())).isInstanceOf(Found.Missing.class);
    }

    @Test
    void whatWasLookedUpIsRedactedFromThenOn() throws Exception {
        assertThat(redaction.of("hunter22")).isEqualTo("hunter22");
        secrets().find("secret", "password");
        assertThat(redaction.of("user:hunter22@host")).isEqualTo("user:[redacted]@host");
        assertThat(redaction
                        .of(new Json("{\"a\":[\"x hunter22\",12],\"b\":null}"))
                        .tree())
                .isEqualTo(Json.read("{\"a\":[\"x [redacted]\",12],\"b\":null}"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PrintStream log = new PrintStream(new RedactedOutput(out, redaction), true, StandardCharsets.UTF_8)) {
            log.print("login with hun");
            log.println("ter22 failed");
            log.print("ünd hunter22");
        }
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("login with [redacted] failed" + System.lineSeparator() + "ünd [redacted]");
    }

    @Test
    void theLinesOfALongSecretAreRedactedOneByOne() {
        redaction.add("-----BEGIN KEY-----\nMIIEvQIBADAN\nab\n-----END KEY-----");
        assertThat(redaction.of("at MIIEvQIBADAN: ab")).isEqualTo("at [redacted]: ab");
    }
}
