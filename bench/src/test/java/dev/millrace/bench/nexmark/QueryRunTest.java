package dev.millrace.bench.nexmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.bench.nexmark.NexmarkSettings.Input;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class QueryRunTest {
    private static final long EVENTS = 20_000;

    private static NexmarkSettings settings(int workers, int generators, Input input, int stepEvents) {
        return new NexmarkSettings(EVENTS, 0, workers, generators, input, 100, stepEvents, 7);
    }

    @Test
    void theContentsDependOnNothingButTheEvents() throws InterruptedException {
        for (String query : new String[] {"q3", "q4", "q13", "q18"}) {
            QueryResult one = new QueryRun(query, settings(1, 0, Input.GENERATOR, 1_000)).measure();
            QueryResult two = new QueryRun(query, settings(2, 2, Input.GENERATOR, 3_333)).measure();
            QueryResult json = new QueryRun(query, settings(1, 1, Input.JSON, 50_000)).measure();
            assertThat(two.outputHash()).as(query).isEqualTo(one.outputHash());
            assertThat(json.outputHash()).as(query).isEqualTo(one.outputHash());
            assertThat(json.outputRows())
                    .isEqualTo(two.outputRows())
                    .isEqualTo(one.outputRows())
                    .isPositive();
        }
    }

    @Test
    void theCommandPrintsOneObjectWithTheAgreedFields() {
        StringWriter out = new StringWriter();
        CommandLine command = new CommandLine(new NexmarkCommand());
        command.setOut(new PrintWriter(out));
        int code = command.execute("--query", "q0", "--events", "5000", "--warmup-events", "0", "--format", "json");
        assertThat(code).isZero();
        assertThat(out.toString().strip())
                .matches("\\{\"query\":\"q0\",\"events\":5000,\"seconds\":[\\d.]+,\"cpu_seconds\":[\\d.]+,"
                        + "\"events_per_second\":\\d+,\"cpu_seconds_per_million\":[\\d.]+,\"rss_bytes\":\\d+,"
                        + "\"output_rows\":4600,\"output_hash\":\"[0-9a-f]{32}\",\"engine\":\"millrace [^\"]*\",.*}");
    }

    @Test
    void wrongOptionsAreExplained() {
        StringWriter errors = new StringWriter();
        CommandLine command = new CommandLine(new NexmarkCommand());
        command.setErr(new PrintWriter(errors));
        assertThat(command.execute("--query", "q23")).isEqualTo(2);
        assertThat(command.execute("--events", "0")).isEqualTo(2);
        assertThat(command.execute("--input", "kafka")).isEqualTo(2);
        assertThat(errors.toString()).contains("there is no query q23", "must be positive", "generator or json");
    }
}
