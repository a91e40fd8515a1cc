package dev.millrace.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.plan.Operator;
import dev.millrace.plan.Operator.Asof;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ASOF joins of tables with deletes, of tables without, and of differences, by times of any type, agree with the oracle. */
class AsofTest {
    private static final SqlType KEY = new SqlType.IntegerType(32, true, false);
    private static final SqlType BIGINT = new SqlType.IntegerType(64, true, true);
    private static final SqlType TEXT = new SqlType.TextType(false, -1, true);
    private static final SqlType DOUBLE = new SqlType.FloatingType(64, true);
    private static final SqlType BOOLEAN = new SqlType.BooleanType(true);
    private static final SqlType[] TYPES = {KEY, BIGINT, TEXT, DOUBLE, BOOLEAN};
    private static final int STEPS = 60;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void agreesWithTheOracle(int time) {
        for (List<Integer> keys : List.of(List.<Integer>of(), List.of(4), List.of(4, 2))) {
            for (long seed = 0; seed < 6; seed++) {
                run(new Asof(keys, keys, time, time), seed);
            }
        }
    }

    private static void run(Asof asof, long seed) {
        CircuitDraft draft = new CircuitDraft();
        Random random = new Random(seed);
        int left = input(draft, "l", seed % 3);
        int right = input(draft, "r", (seed + 1) % 3);
        Schema schema = draft.schema(left)
                .concat(new Schema(draft.schema(right).fields().stream()
                        .map(field -> new Field(field.name(), field.type().withNullable(true)))
                        .toList()));
        int output = draft.add(asof, schema, left, right);
        RandomChanges changes = new RandomChanges(random, new RandomValues(random, 0.1, 0), draft.tables(), 6);
        try (CircuitHarness harness = new CircuitHarness(draft.circuit(output), draft.tables(), 1 + (int) seed % 2)) {
            for (int step = 0; step < STEPS; step++) {
                if (random.nextInt(6) == 0) {
                    harness.abandon(changes.next(harness));
                }
                harness.step(changes.next(harness));
            }
            assertThat(harness.steps()).isEqualTo(STEPS);
        }
    }

    /** Kind 0 has deletes, 1 has none, 2 has rows of negative weight. */
    private static int input(CircuitDraft draft, String name, long kind) {
        int table = draft.table(name, kind == 1, List.of(), TYPES);
        if (kind < 2) {
            return table;
        }
        int other = draft.table(name + "2", false, List.of(), TYPES);
        int negative = draft.add(new Operator.Negate(), draft.schema(other), other);
        return draft.add(
                new Operator.Union(),
                draft.schema(table),
                Stream.of(table, negative).toArray(Integer[]::new));
    }
}
