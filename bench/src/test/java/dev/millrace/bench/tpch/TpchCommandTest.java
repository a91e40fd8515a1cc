package dev.millrace.bench.tpch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class TpchCommandTest {
    private static String run(int code, String... arguments) {
        StringWriter out = new StringWriter();
        CommandLine command = new CommandLine(new TpchCommand());
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(out));
        assertThat(command.execute(arguments)).as(out.toString()).isEqualTo(code);
        return out.toString();
    }

    @Test
    void viewsAgreeWithDuckDbAfterEveryBatch() {
        String out = run(0, "--scale", "0.001", "--batches", "3", "--batch-rows", "200", "--format", "json");
        assertThat(out.lines()).hasSize(22).allSatisfy(line -> assertThat(line).contains("\"batches_equal\":3"));
    }

    @Test
    void millraceAloneIsMeasuredToo() {
        String out = run(0, "--query", "q1,q6", "--scale", "0.001", "--workers", "2", "--no-duckdb");
        assertThat(out.lines()).hasSize(4);
        assertThat(out).contains("q1 ", "q6 ", "changes/s in 2 views").doesNotContain("NaN");
    }

    @Test
    void wrongOptionsAreExplained() {
        assertThat(run(2, "--query", "q23")).contains("there is no query q23");
        assertThat(run(2, "--batches", "0")).contains("must be positive");
    }
}
