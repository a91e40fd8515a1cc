package dev.millrace.testing;

import dev.millrace.compiler.SqlCompiler;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs random programs until so many steps have been compared: {@code --seed N} (default 1), {@code --steps N} (default 10,000),
 * {@code --program N} for a single one. Exit status 0 if nothing differed.
 */
public final class FuzzMain {
    private static final int STEPS_PER_PROGRAM = 100;
    private static final int ROWS_MAX = 4;
    private static final int REPORT_EVERY = 200;

    private FuzzMain() {}

    /** See the class. */
    public static void main(String[] arguments) throws InterruptedException {
        long seed = option(arguments, "--seed", 1);
        long steps = option(arguments, "--steps", 10_000);
        long program = option(arguments, "--program", -1);
        int threads = (int)
                option(arguments, "--threads", Math.max(1, Runtime.getRuntime().availableProcessors()));
        AtomicLong next = new AtomicLong(Math.max(0, program));
        AtomicLong done = new AtomicLong();
        AtomicLong programs = new AtomicLong();
        AtomicLong rejected = new AtomicLong();
        AtomicLong findings = new AtomicLong();
        Thread[] workers = new Thread[program >= 0 ? 1 : threads];
        for (int i = 0; i < workers.length; i++) {
            workers[i] = Thread.ofPlatform().start(() -> {
                ProgramFuzzer fuzzer = new ProgramFuzzer(new SqlCompiler(), STEPS_PER_PROGRAM, ROWS_MAX);
                do {
                    long before = fuzzer.steps();
                    long rejectedBefore = fuzzer.rejected();
                    Optional<ProgramFuzzer.Finding> finding = fuzzer.run(seed, next.getAndIncrement());
                    finding.ifPresent(found -> {
                        findings.incrementAndGet();
                        System.out.println("DIFFERENCE " + found + "\n");
                    });
                    rejected.addAndGet(fuzzer.rejected() - rejectedBefore);
                    long total = done.addAndGet(fuzzer.steps() - before);
                    if (programs.incrementAndGet() % REPORT_EVERY == 0) {
                        System.out.println(programs + " programs, " + total + " steps, " + findings + " differences");
                    }
                } while (program < 0 && done.get() < steps);
            });
        }
        for (Thread worker : workers) {
            worker.join();
        }
        System.out.println("seed " + seed + ": " + programs + " programs (" + rejected + " not supported), " + done
                + " steps, " + findings + " differences");
        System.exit(findings.get() == 0 ? 0 : 1);
    }

    private static long option(String[] arguments, String name, long otherwise) {
        for (int i = 0; i + 1 < arguments.length; i++) {
            if (arguments[i].equals(name)) {
                return Long.parseLong(arguments[i + 1]);
            }
        }
        return otherwise;
    }
}
