package dev.millrace.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.compiler.SqlCompiler;
import dev.millrace.connectors.generator.tpch.TpchData;
import dev.millrace.connectors.generator.tpch.TpchTable;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Plan;
import dev.millrace.testing.CircuitHarness.Change;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TPC-H's queries, kept incrementally while rows come, change and go, have the oracle's answers. */
class TpchTest {
    private static final Path FOLDER = SourceTree.ofThisRepository().root().resolve("bench/src/main/resources/tpch");
    private static final int ORDERS = 200;
    /** At this size every query has rows with this seed. */
    private static final long DATA_SEED = 1;

    private static final int ROWS_PER_STEP = 40;
    private static final int STEPS_PER_COMPARISON = 12;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22})
    void agreesWithTheOracle(int query) {
        String program =
                SourceTree.read(FOLDER.resolve("tables.sql")) + SourceTree.read(FOLDER.resolve("q" + query + ".sql"));
        Plan plan = Objects.requireNonNull(new SqlCompiler().compile(program).plan());
        assertThat(plan.circuit().nodes()).noneMatch(node -> node.operator() instanceof Operator.Recompute);
        for (int shards : new int[] {1, 3}) {
            try (CircuitHarness harness = new CircuitHarness(plan.circuit(), plan.tables(), shards)) {
                run(harness, new Random(query * 10L + shards));
                plan.circuit()
                        .outputs()
                        .forEach(
                                output -> assertThat(harness.view(output.name()).size())
                                        .as(output.name())
                                        .isPositive());
            }
        }
    }

    private static void run(CircuitHarness harness, Random random) {
        List<Change> waiting = changes(random);
        int step = 0;
        while (!waiting.isEmpty()) {
            List<Change> changes = new ArrayList<>();
            for (int i = random.nextInt(ROWS_PER_STEP * 2) + 1; i > 0 && !waiting.isEmpty(); i--) {
                changes.add(waiting.removeLast());
            }
            if (++step % STEPS_PER_COMPARISON == 0) {
                assertThat(harness.step(changes)).isTrue();
            } else {
                harness.advance(changes);
            }
        }
        assertThat(harness.step(List.of())).isTrue();
    }

    /**
     * Changes after which the tables hold the data: every row as it is to be comes last, in any order, and before them, in any order
     * too, come rows of the same keys with the fields of another, and deletions.
     */
    private static List<Change> changes(Random random) {
        List<Change> last = new ArrayList<>();
        List<Change> before = new ArrayList<>();
        TpchData data = new TpchData(DATA_SEED, ORDERS);
        for (TpchTable table : TpchTable.values()) {
            List<Object[]> rows = data.rows(table).map(TpchTest::boxed).toList();
            for (Object[] row : rows) {
                last.add(new Change(table.tableName(), row, 1));
                if (random.nextInt(3) == 0) {
                    Object[] other = rows.get(random.nextInt(rows.size()));
                    before.add(new Change(table.tableName(), mixed(table, row, other), 1));
                    before.add(new Change(table.tableName(), row, random.nextBoolean() ? 1 : -1));
                }
            }
        }
        Collections.shuffle(last, random);
        Collections.shuffle(before, random);
        last.addAll(before);
        return last;
    }

    private static Object[] boxed(Object[] row) {
        return Arrays.stream(row)
                .map(value -> value instanceof LocalDate date ? (Object) date.toEpochDay() : value)
                .toArray();
    }

    /** The key of one row and the other fields of another. */
    private static Object[] mixed(TpchTable table, Object[] key, Object[] rest) {
        Object[] row = rest.clone();
        int[] keys = switch (table) {
            case LINEITEM -> new int[] {0, 3};
            case PARTSUPP -> new int[] {0, 1};
            default -> new int[] {0};
        };
        for (int column : keys) {
            row[column] = key[column];
        }
        return row;
    }
}
