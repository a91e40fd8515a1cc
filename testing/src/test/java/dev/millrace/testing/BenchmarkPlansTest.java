package dev.millrace.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.compiler.Compilation;
import dev.millrace.compiler.SqlCompiler;
import dev.millrace.plan.Circuit;
import dev.millrace.plan.Node;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Plan;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The queries of the standard benchmarks compile to plans that an incremental engine wants. */
class BenchmarkPlansTest {
    private static final Path ROOT = SourceTree.ofThisRepository().root();
    private static final Path TPCH = ROOT.resolve("bench/src/main/resources/tpch");
    private static final Path NEXMARK = ROOT.resolve("bench/src/main/resources/nexmark");

    private static String read(Path folder, String name) {
        return SourceTree.read(folder.resolve(name + ".sql"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22})
    void tpchIsIncrementalAndPairsNoRowsWithoutNeed(int query) {
        check(read(TPCH, "tables") + read(TPCH, "q" + query));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22})
    void nexmarkIsIncrementalAndPairsNoRowsWithoutNeed(int query) {
        check(read(NEXMARK, "tables") + read(NEXMARK, "side_input") + read(NEXMARK, "q" + query));
    }

    private static void check(String program) {
        Compilation compilation = new SqlCompiler().compile(program);
        assertThat(compilation.diagnostics()).isEmpty();
        Plan plan = Objects.requireNonNull(compilation.plan());
        Circuit circuit = plan.circuit();
        assertThat(circuit.nodes()).noneMatch(n -> n.operator() instanceof Operator.Recompute);
        assertThat(circuit.nodes()).noneMatch(n -> pairsEverything(circuit, n));
    }

    /** A join without keys, unless one side is a single row. */
    private static boolean pairsEverything(Circuit circuit, Node node) {
        return node.operator() instanceof Operator.Join join
                && join.leftKeys().isEmpty()
                && node.inputs().stream().noneMatch(i -> isSingleRow(circuit.node(i), circuit));
    }

    private static boolean isSingleRow(Node node, Circuit circuit) {
        return switch (node.operator()) {
            case Operator.Aggregate aggregate -> aggregate.keys().isEmpty();
            case Operator.Project project ->
                isSingleRow(circuit.node(node.inputs().getFirst()), circuit);
            default -> false;
        };
    }
}
