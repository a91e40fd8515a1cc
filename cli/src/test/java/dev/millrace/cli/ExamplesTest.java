package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.compiler.SqlCompiler;
import dev.millrace.connect.Surroundings;
import dev.millrace.functions.ValueText;
import dev.millrace.plan.Plan;
import dev.millrace.runtime.Pipeline;
import dev.millrace.runtime.PipelineAssembly;
import dev.millrace.runtime.PipelineListener;
import dev.millrace.runtime.PipelineStatistics;
import dev.millrace.runtime.RuntimeOptions;
import dev.millrace.runtime.StandardConnectors;
import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.Schema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs under {@code examples/} give what their {@code expected} folders say. */
class ExamplesTest {
    private static final Path EXAMPLES = examples();

    private static Path examples() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("examples"))) {
            folder = Objects.requireNonNull(folder.getParent(), "the folder examples was not found");
        }
        return folder.resolve("examples");
    }

    private static Pipeline run(String example, int workers) throws Exception {
        Path folder = EXAMPLES.resolve(example);
        Plan plan = new SqlCompiler()
                .compile(Files.readString(folder.resolve("program.sql")))
                .plan();
        PipelineAssembly assembly = new PipelineAssembly(StandardConnectors.registry(), Surroundings.ofProcess(folder));
        Pipeline pipeline = assembly.assemble(
                Objects.requireNonNull(plan), RuntimeOptions.DEFAULT.withWorkers(workers), PipelineListener.NONE);
        try (pipeline) {
            pipeline.run();
        }
        return pipeline;
    }

    @ParameterizedTest
    @ValueSource(strings = {"flights", "orders", "errors"})
    void viewsHaveTheExpectedContents(String example) throws Exception {
        Pipeline pipeline = run(example, 2);
        int compared = 0;
        for (String view : pipeline.views()) {
            Path expected = EXAMPLES.resolve(example).resolve("expected").resolve(view + ".csv");
            List<List<String>> lines = csv(expected);
            assertThat(pipeline.schema(view).fields())
                    .extracting(field -> field.name())
                    .isEqualTo(lines.getFirst());
            assertThat(rows(pipeline, view)).as(view).isEqualTo(sorted(lines.subList(1, lines.size())));
            compared++;
        }
        assertThat(compared).isPositive();
    }

    @Test
    void goodFlightsHaveNoErrors() throws Exception {
        PipelineStatistics figures = run("flights", 1).statistics();
        assertThat(figures.errorRows()).isZero();
        assertThat(figures.inputs().stream()
                        .mapToLong(PipelineStatistics.Input::rows)
                        .sum())
                .isEqualTo(figures.rowsIn())
                .isEqualTo(382_842);
    }

    @Test
    void eachBadLineIsAnErrorOfItsOwn() throws Exception {
        Pipeline pipeline = run("errors", 1);
        List<String> found = Stream.of("readings", "alarms")
                .flatMap(table -> pipeline.errors(table).kept().stream())
                .map(error -> error.position().replaceAll("^(.*) line (\\d+),.*", "$1:$2"))
                .toList();
        List<List<String>> expected = csv(EXAMPLES.resolve("errors/expected/bad-lines.csv"));
        assertThat(found)
                .containsExactlyInAnyOrderElementsOf(expected.subList(1, expected.size()).stream()
                        .map(line -> line.get(0) + ":" + line.get(1))
                        .toList());
    }

    @Test
    void generatedEventsAreNeverLate() throws Exception {
        PipelineStatistics figures = run("nexmark", 1).statistics();
        assertThat(figures.rowsIn()).isEqualTo(1_000_000);
        assertThat(figures.lateRows()).isZero();
        assertThat(figures.views()).allSatisfy(view -> assertThat(view.rows()).isPositive());
    }

    private static List<List<String>> rows(Pipeline pipeline, String view) {
        Schema schema = pipeline.schema(view);
        List<List<String>> rows = new ArrayList<>();
        for (Batch batch : pipeline.contents(view).batches()) {
            for (int row = 0; row < batch.size(); row++) {
                rows.addAll(Collections.nCopies(Math.toIntExact(batch.weight(row)), cells(batch, row, schema)));
            }
        }
        return sorted(rows);
    }

    private static List<String> cells(Batch batch, int row, Schema schema) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            Object value = Boxed.read(batch.column(i), row, schema.type(i));
            cells.add(value == null ? "" : ValueText.format(value, schema.type(i)));
        }
        return cells;
    }

    private static List<List<String>> sorted(List<List<String>> rows) {
        return rows.stream()
                .sorted((left, right) -> String.join("\u0000", left).compareTo(String.join("\u0000", right)))
                .toList();
    }

    private static List<List<String>> csv(Path file) throws java.io.IOException {
        return Files.readAllLines(file).stream().map(ExamplesTest::fields).toList();
    }

    /** Fields with quotes around some, doubled inside. */
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append(line.charAt(++i));
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
