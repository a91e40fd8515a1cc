package dev.millrace.testing;

import dev.millrace.compiler.Compilation;
import dev.millrace.compiler.SqlCompiler;
import dev.millrace.plan.Node;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Plan;
import dev.millrace.testing.CircuitHarness.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Runs random programs on random steps beside the oracle and makes a difference that it finds small.
 *
 * <p>Everything follows from the seed: program {@code n} of a seed is the same in every run. One thread at a time; each has its own.
 */
public final class ProgramFuzzer {
    private static final double NULL_SHARE = 0.15;
    private static final int SHRINK_ROUNDS = 400;

    private final SqlCompiler compiler;
    private final int stepsPerProgram;
    private final int rowsMax;
    private long steps;
    private long programs;
    private long recomputed;
    private long rejected;

    /** A difference, and the least program and steps found that show it. */
    public record Finding(long seed, long number, RandomProgram program, List<List<Change>> steps, String message) {
        /** What a person needs to look into it. */
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            text.append("seed ")
                    .append(seed)
                    .append(", program ")
                    .append(number)
                    .append(":\n");
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
    public ProgramFuzzer(SqlCompiler compiler, int stepsPerProgram, int rowsMax) {
        this.compiler = compiler;
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
                : Optional.of(shrink(new Finding(seed, number, program, made, message), shards));
    }

    private @Nullable String attempt(
            RandomProgram program, int shards, RandomGenerator random, List<List<Change>> made) {
        Plan plan;
        try {
            Compilation compilation = compiler.compile(program.sql());
            plan = compilation.plan();
            if (plan == null) {
                rejected++;
                return compilation.diagnostics().stream().allMatch(d -> d.code().equals("Unsupported"))
                        ? null
                        : "the compiler rejects it: " + compilation.diagnostics();
            }
        } catch (RuntimeException | StackOverflowError failure) {
            return "the compiler fails: " + failure;
        }
        if (plan.circuit().nodes().stream().map(Node::operator).anyMatch(Operator.Recompute.class::isInstance)) {
            recomputed++;
        }
        return drive(plan, shards, random, made);
    }

    private @Nullable String drive(Plan plan, int shards, RandomGenerator random, List<List<Change>> made) {
        RandomChanges changes =
                new RandomChanges(random, new RandomValues(random, NULL_SHARE, 0), plan.tables(), rowsMax);
        try (CircuitHarness harness = new CircuitHarness(plan.circuit(), plan.tables(), shards)) {
            for (int i = 0; i < stepsPerProgram; i++) {
                List<Change> step = changes.next(harness);
                made.add(step);
                if (random.nextInt(10) == 0) {
                    harness.abandon(step);
                }
                harness.step(step);
                steps++;
            }
            return null;
        } catch (AssertionError | RuntimeException failure) {
            return describe(failure);
        }
    }

    private static String describe(Throwable failure) {
        java.io.StringWriter text = new java.io.StringWriter();
        failure.printStackTrace(new java.io.PrintWriter(text));
        return text.toString().lines().limit(14).reduce("", (a, b) -> a + "\n" + b);
    }

    /** Takes away views, steps and rows as long as something still goes wrong. */
    private Finding shrink(Finding finding, int shards) {
        Finding best = finding;
        int rounds = SHRINK_ROUNDS;
        boolean smaller = true;
        while (smaller && rounds > 0) {
            smaller = false;
            for (Finding candidate : candidates(best)) {
                String message = rounds-- > 0 ? replay(candidate, shards) : null;
                if (message != null) {
                    best = new Finding(best.seed, best.number, candidate.program, candidate.steps, message);
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
            candidates.add(
                    new Finding(finding.seed, finding.number, finding.program.withoutView(i), finding.steps, ""));
        }
        List<List<Change>> steps = finding.steps;
        for (int size = Math.max(1, steps.size() / 2); size >= 1 && !steps.isEmpty(); size /= 2) {
            for (int from = 0; from < steps.size(); from += size) {
                List<List<Change>> rest = new ArrayList<>(steps);
                rest.subList(from, Math.min(steps.size(), from + size)).clear();
                candidates.add(new Finding(finding.seed, finding.number, finding.program, rest, ""));
            }
        }
        for (int i = 0; i < steps.size(); i++) {
            for (int j = 0; j < steps.get(i).size(); j++) {
                List<List<Change>> rest = new ArrayList<>(steps);
                List<Change> step = new ArrayList<>(steps.get(i));
                step.remove(j);
                rest.set(i, step);
                candidates.add(new Finding(finding.seed, finding.number, finding.program, rest, ""));
            }
        }
        return candidates;
    }

    private @Nullable String replay(Finding candidate, int shards) {
        Compilation compilation = compiler.compile(candidate.program.sql());
        Plan plan = compilation.plan();
        if (plan == null) {
            return null;
        }
        try (CircuitHarness harness = new CircuitHarness(plan.circuit(), plan.tables(), shards)) {
            for (List<Change> step : candidate.steps) {
                harness.step(step);
            }
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

    /** Programs with a part that is not incremental. */
    public long recomputed() {
        return recomputed;
    }

    /** Programs that the compiler does not take. */
    public long rejected() {
        return rejected;
    }
}
