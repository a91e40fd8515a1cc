package dev.millrace.testing;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The command {@code millrace fuzz}: runs random programs until so many steps have been compared with the oracle. Exit status 0 if
 * nothing differed, 1 if something did, 2 if it cannot be run like this.
 */
public final class FuzzMain {
    private static final String HELP = """
            Usage: millrace fuzz [--seed N] [--steps N] [--threads N] [--program N]
            Runs random programs on random changes and compares every view with a naive evaluation after each step.
              --seed N      which programs: the same seed gives the same (default 1)
              --steps N     how many steps to compare, about 100 per program (default 10000)
              --threads N   how many programs at a time (default: one per processor)
              --program N   only this program of the seed, as a difference names it
            """;

    private static final List<String> NAMES = List.of("--seed", "--steps", "--threads", "--program");
    private static final long DEFAULT_STEPS = 10_000;
    private static final int STEPS_PER_PROGRAM = 100;
    private static final int ROWS_MAX = 4;
    private static final int REPORT_EVERY = 500;

    private final long seed;
    private final long stepsWanted;
    private final AtomicLong next;
    private long steps;
    private long programs;
    private long findings;
    private final SortedMap<String, Long> remarks = new TreeMap<>();

    private FuzzMain(long seed, long stepsWanted, long first) {
        this.seed = seed;
        this.stepsWanted = stepsWanted;
        this.next = new AtomicLong(first);
    }

    /** See the class. */
    public static void main(String[] arguments) throws InterruptedException {
        if (List.of(arguments).contains("--help") || List.of(arguments).contains("--version")) {
            System.out.print(HELP);
            return;
        }
        SortedMap<String, Long> options = options(arguments);
        long program = options.getOrDefault("--program", -1L);
        long steps = options.getOrDefault("--steps", DEFAULT_STEPS);
        int processors = Runtime.getRuntime().availableProcessors();
        int threads = Math.toIntExact(options.getOrDefault("--threads", (long) processors));
        FuzzMain fuzz =
                new FuzzMain(options.getOrDefault("--seed", 1L), program >= 0 ? 1 : steps, Math.max(0, program));
        fuzz.run(program >= 0 ? 1 : threads);
        System.exit(fuzz.findings == 0 ? 0 : 1);
    }

    private static SortedMap<String, Long> options(String[] arguments) {
        SortedMap<String, Long> options = new TreeMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            boolean number = i + 1 < arguments.length && arguments[i + 1].matches("\\d{1,18}");
            if (!NAMES.contains(arguments[i]) || !number) {
                System.err.print(
                        "millrace fuzz: " + arguments[i] + " is not an option, or lacks its number\n\n" + HELP);
                System.exit(2);
            }
            options.put(arguments[i], Long.parseLong(arguments[i + 1]));
        }
        return options;
    }

    private void run(int threads) throws InterruptedException {
        long start = System.nanoTime();
        Thread[] workers = new Thread[threads];
        for (int i = 0; i < workers.length; i++) {
            workers[i] = Thread.ofPlatform().start(this::work);
        }
        for (Thread worker : workers) {
            worker.join();
        }
        remarks.forEach((remark, count) -> System.out.println(remark + ": " + count));
        long seconds = (System.nanoTime() - start) / 1_000_000_000;
        System.out.println("seed " + seed + ": " + progress() + ", " + seconds + " s");
    }

    private void work() {
        ProgramFuzzer fuzzer = new ProgramFuzzer(STEPS_PER_PROGRAM, ROWS_MAX);
        long counted = 0;
        do {
            Optional<ProgramFuzzer.Finding> finding = fuzzer.run(seed, next.getAndIncrement());
            count(fuzzer.steps() - counted, finding);
            counted = fuzzer.steps();
        } while (!enough());
        summarize(fuzzer);
    }

    private synchronized boolean enough() {
        return steps >= stepsWanted;
    }

    private synchronized void count(long made, Optional<ProgramFuzzer.Finding> finding) {
        steps += made;
        programs++;
        finding.ifPresent(found -> {
            findings++;
            System.out.println("DIFFERENCE " + found + "\n");
        });
        if (programs % REPORT_EVERY == 0) {
            System.out.println(progress());
        }
    }

    private synchronized void summarize(ProgramFuzzer fuzzer) {
        remarks.merge("steps that failed on both sides", fuzzer.failures(), Long::sum);
        fuzzer.rejected().forEach((message, count) -> remarks.merge("not supported, " + message, count, Long::sum));
        fuzzer.notIncremental()
                .forEach((reason, count) -> remarks.merge("not incremental, " + reason, count, Long::sum));
    }

    private synchronized String progress() {
        return programs + " programs, " + steps + " steps, " + findings + " differences";
    }
}
