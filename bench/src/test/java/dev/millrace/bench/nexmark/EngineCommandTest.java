package dev.millrace.bench.nexmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class EngineCommandTest {
    @Test
    void eachNumberOfWorkersHasALine() throws Exception {
        StringWriter out = new StringWriter();
        int exit = new CommandLine(new EngineCommand())
                .setOut(new PrintWriter(out))
                .execute("--query=q20", "--events=400000", "--runs=1", "--workers=1,2", "--format=json");
        assertThat(exit).isZero();
        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(2);
        for (int i = 0; i < 2; i++) {
            JsonNode line = JsonMapper.shared().readTree(lines.get(i));
            assertThat(line.get("workers").asInt()).isEqualTo(i + 1);
            assertThat(line.get("events_per_cpu_second").asDouble()).isPositive();
            assertThat(line.get("state_megabytes").asDouble()).isGreaterThan(10);
        }
    }
}
