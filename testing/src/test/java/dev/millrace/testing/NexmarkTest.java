package dev.millrace.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.compiler.SqlCompiler;
import dev.millrace.connectors.generator.nexmark.NexmarkGenerator;
import dev.millrace.connectors.generator.nexmark.NexmarkTable;
import dev.millrace.engine.batch.BatchConversion;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Plan;
import dev.millrace.testing.CircuitHarness.Change;
import dev.millrace.types.Batch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nexmark's queries, kept incrementally, have the oracle's answers: with deletes, and with late events. */
class NexmarkTest {
    private static final Path FOLDER = SourceTree.ofThisRepository().root().resolve("bench/src/main/resources/nexmark");
    /** With this seed every query has rows. */
    private static final long SEED = 3;

    private static final int EVENTS = 2_500;
    private static final int EVENTS_PER_SECOND = 100;
    private static final int EVENTS_PER_STEP = 50;
    private static final int STEPS_PER_COMPARISON = 9;
    /** How many events later than its place an event comes at most: twice the lateness. */
    private static final int DELAY_MAX = 800;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22})
    void agreesWithTheOracleUnderDeletes(int query) {
        for (int shards : new int[] {1, 3}) {
            Random random = new Random(query * 10L + shards);
            run(query, "tables-plain", shards, withDeletes(events(), random));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22})
    void agreesWithTheOracleWhenEventsAreLate(int query) {
        Random random = new Random(query);
        List<Change> events = new ArrayList<>();
        List<Change> inOrder = events();
        IntStream.range(0, inOrder.size())
                .boxed()
                .sorted(Comparator.comparing(places(inOrder.size(), random)::get))
                .forEach(place -> events.add(inOrder.get(place)));
        run(query, "tables", query % 2 == 0 ? 1 : 3, events);
    }

    /** Most events keep their place, one in ten comes up to {@link #DELAY_MAX} later. */
    private static List<Integer> places(int count, Random random) {
        return IntStream.range(0, count)
                .mapToObj(i -> random.nextInt(10) == 0 ? i + random.nextInt(DELAY_MAX) : i)
                .toList();
    }

    private static void run(int query, String tables, int shards, List<Change> changes) {
        String program = read(tables) + read("side_input") + read("q" + query);
        Plan plan = Objects.requireNonNull(new SqlCompiler().compile(program).plan());
        assertThat(plan.circuit().nodes()).noneMatch(node -> node.operator() instanceof Operator.Recompute);
        try (CircuitHarness harness = new CircuitHarness(plan.circuit(), plan.tables(), shards)) {
            harness.advance(sideInput());
            for (int from = 0; from < changes.size(); from += EVENTS_PER_STEP) {
                List<Change> step = changes.subList(from, Math.min(changes.size(), from + EVENTS_PER_STEP));
                if (from / EVENTS_PER_STEP % STEPS_PER_COMPARISON == 0) {
                    assertThat(harness.step(step)).isTrue();
                } else {
                    harness.advance(step);
                }
            }
            harness.step(List.of());
            assertThat(harness.view("q" + query).size()).isPositive();
        }
    }

    private static String read(String name) {
        return SourceTree.read(FOLDER.resolve(name + ".sql"));
    }

    private static List<Change> sideInput() {
        return IntStream.range(1_000, 1_200)
                .mapToObj(i -> new Change("side_input", new Object[] {(long) i, String.valueOf(i)}, 1))
                .toList();
    }

    private static List<Change> events() {
        NexmarkGenerator generator = new NexmarkGenerator(SEED, EVENTS_PER_SECOND);
        List<Change> events = new ArrayList<>();
        for (int group = 0; group < EVENTS; group += NexmarkTable.GROUP) {
            for (NexmarkTable table : NexmarkTable.values()) {
                int[] columns = IntStream.range(0, table.schema().size()).toArray();
                Batch batch = generator.rows(table, group, NexmarkTable.GROUP, columns);
                for (int row = 0; row < batch.size(); row++) {
                    events.add(new Change(
                            table.name().toLowerCase(Locale.ROOT), BatchConversion.row(batch, row, table.schema()), 1));
                }
            }
        }
        return events;
    }

    /** One in eight events is taken back later, some of them at the very end. */
    private static List<Change> withDeletes(List<Change> events, Random random) {
        List<Change> changes = new ArrayList<>();
        List<Change> doomed = new ArrayList<>();
        for (Change event : events) {
            changes.add(event);
            if (random.nextInt(8) == 0) {
                doomed.add(new Change(event.table(), event.row(), -1));
            }
            if (!doomed.isEmpty() && random.nextInt(6) == 0) {
                changes.add(doomed.remove(random.nextInt(doomed.size())));
            }
        }
        changes.addAll(doomed);
        return changes;
    }
}
