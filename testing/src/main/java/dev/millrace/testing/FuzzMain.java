package dev.millrace.testing;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs random programs until so many steps have been compared: {@code --seed N} (default 1), {@code --steps N} (default 10,000),
 * {@code --threads N} (default: one per processor), {@code --program N} for a single one. Exit status 0 if nothing differed.
 */
public final class FuzzMain {
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
        long program = option(arguments, "--program", -1);
        int processors = Runtime.getRuntime().availableProcessors();
        int threads = program >= 0 ? 1 : (int) option(arguments, "--threads", processors);
        FuzzMain fuzz = new FuzzMain(
                option(arguments, "--seed", 1),
                program >= 0 ? 1 : option(arguments, "--steps", 10_000),
                Math.max(0, program));
        fuzz.run(threads);
        System.exit(fuzz.findings == 0 ? 0 : 1);
    }

    private static long option(String[] arguments, String name, long otherwise) {
        for (int i = 0; i + 1 < arguments.length; i++) {
            if (arguments[i].equals(name)) {
                return Long.parseLong(arguments[i + 1]);
            }
        }
        return otherwise;
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
