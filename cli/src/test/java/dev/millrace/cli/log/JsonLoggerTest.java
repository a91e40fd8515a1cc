package dev.millrace.cli.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.Json;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;
import tools.jackson.databind.JsonNode;

class JsonLoggerTest {
    @Test
    void anEventIsALineOfJson() {
        Instant time = Instant.parse("2026-01-02T03:04:05.006Z");
        String line = JsonLogger.line(time, Level.WARN, "a.B", "main", "two\nlines \"quoted\"", null);
        assertThat(line).doesNotContain("\n");
        assertThat(Json.read(line))
                .isEqualTo(Json.object()
                        .put("timestamp", "2026-01-02T03:04:05.006Z")
                        .put("level", "WARN")
                        .put("logger", "a.B")
                        .put("thread", "main")
                        .put("message", "two\nlines \"quoted\""));
    }

    @Test
    void aFailureComesWithItsTrace() {
        JsonNode read = Json.read(
                JsonLogger.line(Instant.EPOCH, Level.ERROR, "a", "t", "m", new IllegalStateException("broken")));
        assertThat(read.path("exception").asString())
                .startsWith("java.lang.IllegalStateException: broken")
                .contains("JsonLoggerTest");
    }
}
