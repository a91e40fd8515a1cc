package dev.millrace.manager.compile;

import dev.millrace.api.Json;
import dev.millrace.manager.catalog.Catalog;
import dev.millrace.manager.catalog.Pipeline;
import dev.millrace.manager.catalog.ProgramState;
import dev.millrace.manager.catalog.ProgramStatus;
import dev.millrace.manager.catalog.StoredProgram;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiles whatever in the catalog is not compiled, the longest waiting first, on one thread. What is waiting is known to the
 * catalog alone, so nothing is forgotten over a restart.
 */
public final class CompilationQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CompilationQueue.class);
    private static final List<String> UNFINISHED = List.of(
            ProgramStatus.PENDING.wire(),
            ProgramStatus.COMPILING_SQL.wire(),
            ProgramStatus.SQL_COMPILED.wire(),
            ProgramStatus.COMPILING_RUST.wire());
    /** The compiler recurses as deep as expressions nest. */
    private static final long STACK_BYTES = 64L << 20;

    /** After a failure of the catalog. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Catalog catalog;
    private final ProgramCompiler compiler;
    private final Clock clock;
    private final Consumer<Job> finished;
    private final Semaphore wakeUps = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;

    /** A program to compile: a stored one, or a pipeline's own. */
    public record Job(UUID id, boolean stored, ProgramState program) {}

    /** Not started. {@code finished} hears of each program that is compiled, or failed to. */
    public CompilationQueue(Catalog catalog, ProgramCompiler compiler, Clock clock, Consumer<Job> finished) {
        this.catalog = catalog;
        this.compiler = compiler;
        this.clock = clock;
        this.finished = finished;
        thread = new Thread(null, this::run, "compiler", STACK_BYTES);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Says that there may be something to compile. */
    public void wake() {
        wakeUps.release();
    }

    @Override
    public void close() {
        closed = true;
        wake();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        compiler.warmUp();
        while (!closed) {
            try {
                wakeUps.drainPermits();
                List<Job> jobs = jobs();
                for (Job job : jobs) {
                    if (!closed) {
                        compile(job);
                    }
                }
                if (jobs.isEmpty() && !closed) {
                    wakeUps.acquire();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.error("Could not compile what is waiting; it is tried again", e);
                retryLater();
            }
        }
    }

    private void retryLater() {
        try {
            wakeUps.tryAcquire(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    private List<Job> jobs() {
        List<Job> jobs = new ArrayList<>();
        for (StoredProgram program : catalog.programs().listWhere("program_status", UNFINISHED)) {
            jobs.add(new Job(program.id(), true, program.program()));
        }
        for (Pipeline pipeline : catalog.pipelines().listWhere("program_status", UNFINISHED)) {
            if (!pipeline.usesStoredProgram()) {
                jobs.add(new Job(pipeline.id(), false, pipeline.program()));
            }
        }
        jobs.sort(Comparator.comparing(job -> job.program().since()));
        return jobs;
    }

    private void compile(Job job) {
        if (!move(job, ProgramStatus.COMPILING_SQL, null, null)) {
            return;
        }
        Compiled compiled = compiler.compile(job.program().text());
        if (compiled.plan() != null) {
            // Clients expect to see every stage, although there is nothing to do in them here.
            move(job, ProgramStatus.SQL_COMPILED, compiled.error(), compiled.info());
            move(job, ProgramStatus.COMPILING_RUST, compiled.error(), compiled.info());
        }
        if (move(job, compiled.status(), compiled.error(), compiled.info())) {
            finished.accept(job);
        }
    }

    /** Whether the program still was the one of the job. */
    private boolean move(Job job, ProgramStatus status, @Nullable Json error, @Nullable Json info) {
        UnaryOperator<ProgramState> change =
                program -> program.version() == job.program().version()
                                && !program.status().finished()
                        ? program.with(status, error, info, clock.instant())
                        : program;
        return job.stored()
                ? catalog.programs()
                        .change(job.id(), p -> p.withProgram(change.apply(p.program())))
                        .map(p -> reached(p.program(), job, status))
                        .orElse(false)
                : catalog.pipelines()
                        .change(job.id(), p -> p.withProgram(change.apply(p.program())))
                        .map(p -> reached(p.program(), job, status))
                        .orElse(false);
    }

    private static boolean reached(ProgramState program, Job job, ProgramStatus status) {
        return program.version() == job.program().version() && program.status() == status;
    }
}
