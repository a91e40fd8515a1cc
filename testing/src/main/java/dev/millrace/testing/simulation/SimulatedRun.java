package dev.millrace.testing.simulation;

import dev.millrace.runtime.FaultTolerance;
import dev.millrace.runtime.StorageOptions;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A run: a pipeline that crashes, fails and is stopped some times, starts again each time, and is compared in the end, when its sources
 * are read and its senders content, with what a naive evaluation says.
 *
 * <p>Everything follows from the seed. For one thread.
 */
final class SimulatedRun {
    private static final int LIVES_MAX = 40;
    private static final int[] CRASHES = {10, 40, 150, 400, 900};
    private static final Duration FOREVER = Duration.ofHours(1);

    private final SimulatedProgram program;
    private final World world;
    private final SplittableRandom random;
    private final FaultTolerance model;
    private final StorageOptions storage;
    private final Life.Operation operation;
    private final int restless;
    private int lives;
    private int crashes;
    private int failures;

    /** What was found, {@code null} if nothing was, and how much happened. */
    record Outcome(@Nullable String difference, int lives, int crashes, int failures, long operations, long hash) {}

    SimulatedRun(long seed, List<SimulatedProgram> programs, Defect defect, @Nullable StringBuilder trace) {
        this.world = new World(seed, defect, trace);
        this.random = world.random();
        this.program = programs.get(random.nextInt(programs.size()));
        this.model = random.nextInt(6) == 0 ? FaultTolerance.AT_LEAST_ONCE : FaultTolerance.EXACTLY_ONCE;
        Duration interval = random.nextInt(3) == 0 ? null : Duration.ofMillis(20 + random.nextInt(200));
        this.storage = Life.storage(world, model, interval, 1 + random.nextInt(3));
        this.restless = 1 + random.nextInt(5);
        this.operation = new Life.Operation(1 + random.nextInt(3), random.nextInt(4) == 0);
        world.fate()
                .note(program.name() + ", " + model + ", checkpoints each " + interval + ", " + restless + " times, "
                        + operation);
    }

    Outcome run() {
        String difference;
        try {
            difference = difference();
        } catch (RuntimeException | Error failure) {
            difference = "the simulation fails: " + Findings.describe(failure);
        }
        return new Outcome(
                difference,
                lives,
                crashes,
                failures,
                world.fate().operations(),
                world.fate().hash());
    }

    private @Nullable String difference() {
        while (lives < LIVES_MAX) {
            boolean last = lives >= restless;
            Life life = last ? calmLife() : life();
            lives++;
            String wrong = life.live();
            wrong = wrong == null ? remarks(life) : wrong;
            if (wrong != null) {
                return wrong;
            }
            if (world.fate().isDead()) {
                crashes++;
                world.disk().crash(random);
            } else if (!life.isComplete()) {
                failures++;
                if (!world.fate().isTroubled()) {
                    return "it ends without a reason: "
                            + (life.failure() == null ? "by itself" : Findings.describe(life.failure()));
                }
            } else if (last) {
                return new Verdict(world, program).on(life.views(), model == FaultTolerance.EXACTLY_ONCE);
            }
        }
        return "it does not get anywhere";
    }

    private static @Nullable String remarks(Life life) {
        return life.remarks().isEmpty() ? null : "the storage is said to be damaged: " + life.remarks();
    }

    private Life life() {
        long crash = random.nextInt(5) == 0 ? 0 : 1 + random.nextInt(CRASHES[random.nextInt(CRASHES.length)]);
        long trouble = random.nextInt(3) == 0 ? 1 + random.nextInt(300) : 0;
        world.fate().note("LIFE " + lives);
        world.fate().begin(crash, trouble, 1 + random.nextInt(30));
        world.letOutputsFail(random.nextInt(8) == 0);
        Duration stop = random.nextInt(4) == 0 ? Duration.ofMillis(random.nextInt(400)) : FOREVER;
        return new Life(world, program, storage, operation, stop);
    }

    private Life calmLife() {
        world.fate().note("LAST LIFE");
        world.fate().begin(0, lives == restless && random.nextInt(3) == 0 ? 1 + random.nextInt(300) : 0, 20);
        world.letOutputsFail(false);
        return new Life(world, program, storage, operation, FOREVER);
    }
}
