package dev.millrace.testing.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The command {@code millrace simulate}: runs pipelines on simulated hosts and disks, which crash. Exit status 0 if nothing differed
 * (with a planted defect: if it was found), 1 otherwise, 2 if it cannot be run like this.
 */
public final class SimulateMain {
    private static final String HELP = """
            Usage: millrace simulate [--seed N] [--runs N] [--threads N] [--trace] [--defect NAME | --defects]
            Runs whole pipelines on simulated disks, sources and destinations that crash and fail at random, starts them
            again, and compares what comes of it with a naive evaluation. Each run follows from its seed alone.
              --seed N       the seed of the first run; the others have those after it (default 1)
              --runs N       how many runs (default 10000)
              --threads N    how many runs at a time (default: one per processor)
              --trace        prints what happens in the run, operation by operation; with --runs 1
              --defect NAME  plants a defect, and ends when it is found
              --defects      does so with each of them: each must be found
            Defects:\s""";

    private static final List<String> NUMBERS = List.of("--seed", "--runs", "--threads");
    private static final List<String> FLAGS = List.of("--trace", "--defects");
    private static final long RUNS = 10_000;
    private static final long REPORT_EVERY = 5_000;
    private static final int FINDINGS_SHOWN = 5;

    private final long seed;
    private final long runs;
    private final Defect defect;
    private final List<SimulatedProgram> programs;
    private final AtomicLong next = new AtomicLong();
    private long done;
    private long lives;
    private long crashes;
    private long failures;
    private long operations;
    private final List<Long> found = new ArrayList<>();

    private SimulateMain(long seed, long runs, Defect defect, List<SimulatedProgram> programs) {
        this.seed = seed;
        this.runs = runs;
        this.defect = defect;
        this.programs = programs;
    }

    /** See the class. */
    public static void main(String[] arguments) throws InterruptedException {
        if (List.of(arguments).contains("--help")) {
            System.out.println(HELP + names());
            return;
        }
        SortedMap<String, String> options = options(arguments);
        long seed = number(options, "--seed", 1);
        long runs = number(options, "--runs", RUNS);
        int threads = (int) number(options, "--threads", Runtime.getRuntime().availableProcessors());
        List<SimulatedProgram> programs = SimulatedProgram.all();
        boolean good;
        if (options.containsKey("--trace")) {
            good = trace(seed, defect(options), programs);
        } else if (options.containsKey("--defects")) {
            good = true;
            for (Defect each : Defect.values()) {
                good &= each == Defect.NONE || new SimulateMain(seed, runs, each, programs).run(1);
            }
        } else {
            good = new SimulateMain(seed, runs, defect(options), programs).run(threads);
        }
        System.exit(good ? 0 : 1);
    }

    private static String names() {
        return String.join(
                ", ",
                Arrays.stream(Defect.values())
                        .filter(each -> each != Defect.NONE)
                        .map(Defect::option)
                        .toList());
    }

    private static long number(SortedMap<String, String> options, String name, long otherwise) {
        String text = options.get(name);
        return text == null ? otherwise : Long.parseLong(text);
    }

    private static Defect defect(SortedMap<String, String> options) {
        String name = options.getOrDefault("--defect", Defect.NONE.option());
        return Arrays.stream(Defect.values())
                .filter(each -> each.option().equals(name))
                .findFirst()
                .orElseGet(() -> refuse("there is no defect " + name));
    }

    private static SortedMap<String, String> options(String[] arguments) {
        SortedMap<String, String> options = new TreeMap<>();
        for (int i = 0; i < arguments.length; i++) {
            if (FLAGS.contains(arguments[i])) {
                options.put(arguments[i], "");
            } else if (i + 1 < arguments.length
                    && (arguments[i].equals("--defect")
                            || NUMBERS.contains(arguments[i]) && arguments[i + 1].matches("\\d{1,18}"))) {
                options.put(arguments[i], arguments[i + 1]);
                i++;
            } else {
                return refuse(arguments[i] + " is not an option, or lacks its value");
            }
        }
        return options;
    }

    private static <T> T refuse(String why) {
        System.err.println("millrace simulate: " + why + "\n\n" + HELP + names());
        System.exit(2);
        throw new IllegalStateException(why);
    }

    private static boolean trace(long seed, Defect defect, List<SimulatedProgram> programs) {
        StringBuilder trace = new StringBuilder();
        SimulatedRun.Outcome outcome = new SimulatedRun(seed, programs, defect, trace).run();
        System.out.print(trace);
        System.out.println(outcome);
        return outcome.difference() == null;
    }

    private boolean run(int threads) throws InterruptedException {
        long start = System.nanoTime();
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            workers.add(Thread.ofPlatform().start(this::work));
        }
        for (Thread worker : workers) {
            worker.join();
        }
        long seconds = (System.nanoTime() - start) / 1_000_000_000;
        long cpu = dev.millrace.runtime.ProcessFigures.cpuNanos() / 1_000_000_000;
        if (defect == Defect.NONE) {
            System.out.println("seeds from " + seed + ": " + progress() + ", " + seconds + " s, " + cpu + " s CPU");
            return found.isEmpty();
        }
        System.out.println(defect.option() + ": " + (found.isEmpty() ? "NOT FOUND" : "found") + " after " + done
                + (done == 1 ? " run" : " runs"));
        return !found.isEmpty();
    }

    private void work() {
        for (long run = next.getAndIncrement(); run < runs && !isOver(); run = next.getAndIncrement()) {
            count(seed + run, new SimulatedRun(seed + run, programs, defect, null).run());
        }
    }

    private synchronized boolean isOver() {
        return defect != Defect.NONE && !found.isEmpty();
    }

    private synchronized void count(long which, SimulatedRun.Outcome outcome) {
        done++;
        lives += outcome.lives();
        crashes += outcome.crashes();
        failures += outcome.failures();
        operations += outcome.operations();
        if (outcome.difference() != null) {
            found.add(which);
            if (defect == Defect.NONE && found.size() <= FINDINGS_SHOWN) {
                System.out.println("DIFFERENCE with seed " + which + ": " + outcome.difference()
                        + "\nagain: millrace simulate --trace --seed " + which);
            }
        }
        if (done % REPORT_EVERY == 0) {
            System.out.println(progress());
        }
    }

    private synchronized String progress() {
        return done + " runs, " + lives + " starts, " + crashes + " crashes, " + failures + " failures, " + operations
                + " operations, " + found.size() + " differences";
    }
}
