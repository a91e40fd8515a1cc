package dev.millrace.testing;

import dev.millrace.compiler.Compilation;
import dev.millrace.compiler.SqlCompiler;
import dev.millrace.compiler.diagnostic.Diagnostic;
import dev.millrace.engine.batch.TooManyRows;
import dev.millrace.plan.Circuit;
import dev.millrace.plan.Node;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Plan;
import dev.millrace.testing.CircuitHarness.Change;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs random programs on random steps beside the oracle and makes a difference that it finds small.
 *
 * <p>Everything follows from the seed: program {@code n} of a seed is the same in every run. One thread at a time; each has its own.
 */
public final class ProgramFuzzer {
    private static final double[] NULL_SHARES = {0, 0.15, 0.15, 0.5};
    private static final double[] EXTREME_SHARES = {0, 0, 0, 0.03};
    private static final int SHRINK_ROUNDS = 400;
    private static final int COPIES_MAX = 10_000;

    private final SqlCompiler compiler = new SqlCompiler();
    private final SqlCompiler reference = SqlCompiler.withoutOptimizer();
    private final int stepsPerProgram;
    private final int rowsMax;
    private long steps;
    private long programs;
    private long failures;
    private final SortedMap<String, Long> notIncremental = new TreeMap<>();
    private final SortedMap<String, Long> rejected = new TreeMap<>();

    /** A difference, and the least program and steps found that show it. */
    public record Finding(
            long seed, long number, int shards, RandomProgram program, List<List<Change>> steps, String message) {
        private Finding with(RandomProgram smaller, List<List<Change>> fewer) {
            return new Finding(seed, number, shards, smaller, fewer, message);
        }

        private Finding with(String said) {
            return new Finding(seed, number, shards, program, steps, said);
        }

        /** What a person needs to look into it. */
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            text.append("seed ").append(seed).append(", program ").append(number);
            text.append(", shards ").append(shards).append(":\n");
            text.append(program.sql());
            for (List<Change> step : steps) {
                text.append("-- step\n");
                step.forEach(change -> text.append("--   ")
                        .append(change.weight())
                        .append(' ')
                        .append(change.table())
                        .append(' ')
                        .append(java.util.Arrays.toString(change.row()))
                        .append('\n'));
            }
            return text.append(message).toString();
        }
    }

    /** Each program runs {@code stepsPerProgram} steps of at most {@code rowsMax} rows per table. */
    public ProgramFuzzer(int stepsPerProgram, int rowsMax) {
        this.stepsPerProgram = stepsPerProgram;
        this.rowsMax = rowsMax;
    }

    /** Runs program {@code number} of {@code seed}; answers what it finds. */
    public Optional<Finding> run(long seed, long number) {
        Random random = new Random(new SplittableRandom(seed * 0x9e3779b97f4a7c15L + number).nextLong());
        RandomProgram program = new RandomPrograms(random).next();
        int shards = random.nextInt(4) == 0 ? 3 : 1;
        programs++;
        List<List<Change>> made = new ArrayList<>();
        String message = attempt(program, shards, random, made);
        return message == null
                ? Optional.empty()
                : Optional.of(shrink(new Finding(seed, number, shards, program, made, message)));
    }

    /** What goes wrong, {@code null} if nothing does. Leaves behind the steps that it made. */
    private @Nullable String attempt(RandomProgram program, int shards, Random random, List<List<Change>> made) {
        Plans plans;
        try {
            Compilation compilation = compiler.compile(program.sql());
            if (compilation.plan() == null) {
                return reject(compilation.diagnostics());
            }
            plans = plans(program, compilation.plan());
        } catch (RuntimeException | AssertionError | StackOverflowError failure) {
            return "the compiler fails: " + describe(failure);
        }
        plans.plan.circuit().nodes().stream()
                .map(Node::operator)
                .filter(Operator.Recompute.class::isInstance)
                .forEach(operator -> notIncremental.merge(((Operator.Recompute) operator).reason(), 1L, Long::sum));
        return drive(plans, shards, random, made);
    }

    /** A plan, and the circuit that it was optimized from. */
    private record Plans(Plan plan, Circuit reference) {
        CircuitHarness harness(int shards) {
            return new CircuitHarness(plan.circuit(), reference, plan.tables(), shards, COPIES_MAX);
        }
    }

    private Plans plans(RandomProgram program, Plan plan) {
        Plan plain = reference.compile(program.sql()).plan();
        if (plain == null) {
            throw new IllegalStateException("no plan without the optimizer");
        }
        return new Plans(plan, plain.circuit());
    }

    private @Nullable String reject(List<Diagnostic> diagnostics) {
        for (Diagnostic diagnostic : diagnostics) {
            if (diagnostic.isError() && !diagnostic.code().equals("Unsupported")) {
                return "the compiler rejects it: " + diagnostic;
            }
            rejected.merge(diagnostic.message(), 1L, Long::sum);
        }
        return null;
    }

    private @Nullable String drive(Plans plans, int shards, Random random, List<List<Change>> made) {
        RandomValues values = new RandomValues(
                random,
                NULL_SHARES[random.nextInt(NULL_SHARES.length)],
                EXTREME_SHARES[random.nextInt(EXTREME_SHARES.length)]);
        RandomChanges changes = new RandomChanges(random, values, plans.plan.tables(), rowsMax);
        try (CircuitHarness harness = plans.harness(shards)) {
            Random lives = new Random(random.nextLong());
            for (int i = 0; i < stepsPerProgram; i++) {
                List<Change> step = changes.next(harness);
                made.add(step);
                if (random.nextInt(10) == 0) {
                    harness.abandon(step);
                }
                failures += harness.step(step) ? 0 : 1;
                steps++;
                checkpoint(harness, lives);
            }
            return null;
        } catch (TooManyRows joinsMultiplyRows) {
            return null;
        } catch (AssertionError | RuntimeException failure) {
            return describe(failure);
        }
    }

    /** Now and then begins a checkpoint, ends it, or goes back to the last one. */
    private static void checkpoint(CircuitHarness harness, Random random) {
        switch (random.nextInt(8)) {
            case 0, 1 -> harness.beginCheckpoint();
            case 2, 3 -> harness.endCheckpoint();
            case 4 -> harness.restart();
            default -> {}
        }
    }

    private static String describe(Throwable failure) {
        java.io.StringWriter text = new java.io.StringWriter();
        failure.printStackTrace(new java.io.PrintWriter(text));
        return text.toString().lines().limit(14).reduce("", (a, b) -> a + "\n" + b);
    }

    /** Takes away views, steps and rows as long as something still goes wrong. */
    private Finding shrink(Finding finding) {
        Finding best = finding;
        int rounds = SHRINK_ROUNDS;
        boolean smaller = true;
        while (smaller && rounds > 0) {
            smaller = false;
            for (Finding candidate : candidates(best)) {
                String message = rounds-- > 0 ? replay(candidate) : null;
                if (message != null) {
                    best = candidate.with(message);
                    smaller = true;
                    break;
                }
            }
        }
        return best;
    }

    private static List<Finding> candidates(Finding finding) {
        List<Finding> candidates = new ArrayList<>();
        for (int i = finding.program.views().size() - 1;
                i >= 0 && finding.program.views().size() > 1;
                i--) {
            candidates.add(finding.with(finding.program.withoutView(i), finding.steps));
        }
        List<List<Change>> steps = finding.steps;
        for (int size = Math.max(1, steps.size() / 2); size >= 1 && !steps.isEmpty(); size /= 2) {
            for (int from = 0; from < steps.size(); from += size) {
                List<List<Change>> rest = new ArrayList<>(steps);
                rest.subList(from, Math.min(steps.size(), from + size)).clear();
                candidates.add(finding.with(finding.program, rest));
            }
        }
        for (int i = 0; i < steps.size(); i++) {
            for (int j = 0; j < steps.get(i).size(); j++) {
                List<List<Change>> rest = new ArrayList<>(steps);
                List<Change> step = new ArrayList<>(steps.get(i));
                step.remove(j);
                rest.set(i, step);
                candidates.add(finding.with(finding.program, rest));
            }
        }
        return candidates;
    }

    private @Nullable String replay(Finding candidate) {
        Plan plan = compiler.compile(candidate.program.sql()).plan();
        if (plan == null) {
            return null;
        }
        try (CircuitHarness harness = plans(candidate.program, plan).harness(candidate.shards)) {
            for (List<Change> step : candidate.steps) {
                harness.step(step);
            }
            return null;
        } catch (TooManyRows joinsMultiplyRows) {
            return null;
        } catch (AssertionError | RuntimeException failure) {
            return describe(failure);
        }
    }

    /** Steps compared so far. */
    public long steps() {
        return steps;
    }

    /** Programs made so far. */
    public long programs() {
        return programs;
    }

    /** Steps that failed, in the circuit and in the oracle. */
    public long failures() {
        return failures;
    }

    /** Why parts of programs were not incremental, and how many. */
    public SortedMap<String, Long> notIncremental() {
        return Collections.unmodifiableSortedMap(notIncremental);
    }

    /** What the compiler said of programs that it does not take, and how often. */
    public SortedMap<String, Long> rejected() {
        return Collections.unmodifiableSortedMap(rejected);
    }
}
