package dev.millrace.dataplane.service;

import dev.millrace.compiler.Compilation;
import dev.millrace.compiler.SqlCompiler;
import dev.millrace.connect.Surroundings;
import dev.millrace.dataplane.http.Exchange;
import dev.millrace.dataplane.http.Problem;
import dev.millrace.dataplane.http.RequestException;
import dev.millrace.dataplane.secret.ProcessSecrets;
import dev.millrace.dataplane.secret.Redaction;
import dev.millrace.plan.Plan;
import dev.millrace.plan.codec.PlanCodec;
import dev.millrace.plan.codec.PlanFormatException;
import dev.millrace.runtime.OtherProgramException;
import dev.millrace.runtime.Pipeline;
import dev.millrace.runtime.PipelineAssembly;
import dev.millrace.runtime.PipelineException;
import dev.millrace.runtime.PipelineListener;
import dev.millrace.runtime.PipelineStatistics;
import dev.millrace.runtime.PushInput;
import dev.millrace.runtime.RuntimeOptions;
import dev.millrace.runtime.StandardConnectors;
import dev.millrace.runtime.StorageOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pipeline of this process. It is put together and run by a thread of its own; requests, in threads of theirs, find it here, or
 * learn why it is not there. Thread-safe.
 */
public final class Service {
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    private static final long DRAIN_NANOS = 10_000_000_000L;

    private final ProcessConfig config;
    private final Map<String, String> secrets;
    private final Redaction redaction;
    private final PipelineListener listener;
    private final UUID incarnation = UUID.randomUUID();
    private final CountDownLatch ended = new CountDownLatch(1);
    private boolean pauseWanted;
    private boolean draining;
    private boolean stopping;
    private boolean approved;
    private Status status = Status.INITIALIZING;
    private @Nullable Failure failure;
    private @Nullable Plan plan;
    private @Nullable Pipeline pipeline;

    /**
     * A pipeline as configured.
     *
     * @param secrets that its configuration may refer to, by name
     * @param redaction learns what references stand for
     * @param listener is told what changes
     */
    public Service(ProcessConfig config, Map<String, String> secrets, Redaction redaction, PipelineListener listener) {
        this.config = config;
        this.secrets = secrets;
        this.redaction = redaction;
        this.listener = listener;
        this.pauseWanted = config.paused();
    }

    /** Begins; returns at once. */
    public void start() {
        Thread.ofPlatform().name("pipeline").start(this::run);
    }

    private void run() {
        try {
            Pipeline assembled = assemble();
            if (assembled != null) {
                try (assembled) {
                    drive(assembled);
                }
            }
        } catch (Exception | Error e) {
            LOG.error("the pipeline failed", e);
            fail(Failure.of(status() == Status.INITIALIZING ? Failure.NOT_STARTED : Failure.PANIC, e));
        } finally {
            ended.countDown();
        }
    }

    private @Nullable Pipeline assemble() throws IOException {
        try {
            Plan read = readPlan();
            if (read == null) {
                return null;
            }
            RuntimeOptions options = RuntimeOptions.DEFAULT
                    .asService()
                    .withWorkers(config.runtime().workers())
                    .withClockMillis(config.runtime().clockMillis())
                    .withGathering(
                            config.runtime().gatherRows(), config.runtime().gatherMillisMax());
            synchronized (this) {
                plan = read;
            }
            return assemble(read, options);
        } catch (PipelineException e) {
            LOG.error("the pipeline cannot start: {}", e.getMessage());
            fail(Failure.of(Failure.NOT_STARTED, e));
            return null;
        }
    }

    private @Nullable Pipeline assemble(Plan read, RuntimeOptions options) throws PipelineException, IOException {
        Optional<StorageOptions> storage = storage();
        try {
            return assemble(read, options, storage);
        } catch (PipelineException e) {
            if (e.getCause() instanceof OtherProgramException other) {
                return mayBeginAnew(other) ? assemble(read, options, storage.map(old -> old.anew(true))) : null;
            }
            throw e;
        }
    }

    private Pipeline assemble(Plan read, RuntimeOptions options, Optional<StorageOptions> storage)
            throws PipelineException {
        PipelineAssembly assembly = new PipelineAssembly(StandardConnectors.registry(), surroundings());
        storage.ifPresent(assembly::storage);
        return assembly.assemble(read, options, listener);
    }

    /** Whether the state of another program may be thrown away; if not, the pipeline has failed or is to stop. */
    private boolean mayBeginAnew(OtherProgramException other) {
        return switch (config.runtime().storage().bootstrap()) {
            case ALLOW -> true;
            case AWAIT_APPROVAL -> awaitApproval();
            case REJECT -> {
                fail(new Failure(Failure.NOT_STARTED, String.valueOf(other.getMessage()), Map.of()));
                yield false;
            }
        };
    }

    private synchronized boolean awaitApproval() {
        become(Status.AWAITING_APPROVAL);
        try {
            while (!approved && !stopping) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        become(approved ? Status.INITIALIZING : Status.TERMINATED);
        return approved;
    }

    /** Lets a pipeline begin anew that has found the state of another program. */
    public synchronized void approve() {
        if (status != Status.AWAITING_APPROVAL) {
            throw new RequestException(Problem.BOOTSTRAP_NOT_ALLOWED, "the pipeline does not await approval");
        }
        approved = true;
        notifyAll();
    }

    /** The tables and views that begin anew if that is approved; {@code null} if there is nothing to approve. */
    public synchronized @Nullable Plan awaitingApproval() {
        return status == Status.AWAITING_APPROVAL ? plan : null;
    }

    private Optional<StorageOptions> storage() throws IOException {
        Files.createDirectories(config.storage());
        return config.runtime().storage().options(config.storage(), config.id());
    }

    private @Nullable Plan readPlan() throws IOException {
        Path file = config.planFile();
        if (file == null) {
            return compile();
        }
        try {
            return PlanCodec.planFromJson(Files.readString(file));
        } catch (PlanFormatException e) {
            LOG.warn("{} cannot be used, the program is compiled again: {}", file, e.getMessage());
            return compile();
        }
    }

    private @Nullable Plan compile() {
        Compilation compilation = new SqlCompiler().compile(config.program());
        if (compilation.plan() == null) {
            fail(Failure.of(compilation.diagnostics()));
        }
        return compilation.plan();
    }

    private Surroundings surroundings() {
        return new Surroundings(
                        Path.of("").toAbsolutePath(),
                        InputStream.nullInputStream(),
                        System.out,
                        this::variable,
                        new Surroundings.Shared())
                .with(
                        new ProcessSecrets(
                                this::variable, secrets, config.access().secretFolders(), redaction),
                        config.access().permissions());
    }

    private @Nullable String variable(String name) {
        String own = config.runtime().environment().get(name);
        boolean seen = !config.access().permissions().restricted()
                || ProcessSecrets.matching(config.access().variables()).test(name);
        return own == null && seen ? System.getenv(name) : own;
    }

    private void drive(Pipeline assembled) throws InterruptedException {
        if (!begin(assembled)) {
            return;
        }
        try {
            assembled.run();
            become(Status.TERMINATED);
        } catch (PipelineException e) {
            LOG.error("the pipeline failed: {}", e.getMessage());
            fail(Failure.of(Failure.PANIC, e));
        }
    }

    private synchronized boolean begin(Pipeline assembled) {
        if (stopping) {
            become(Status.TERMINATED);
            return false;
        }
        pipeline = assembled;
        if (pauseWanted) {
            assembled.pause();
        }
        become(pauseWanted ? Status.PAUSED : Status.RUNNING);
        return true;
    }

    private synchronized void become(Status next) {
        if (next != status) {
            LOG.info("pipeline {} is {}", config.name(), next.wire());
        }
        status = next;
        notifyAll();
    }

    private synchronized void fail(Failure reason) {
        failure = reason;
        become(Status.FAILED);
    }

    /** How it is called, and so on. */
    public ProcessConfig config() {
        return config;
    }

    /** This life of the process. */
    public UUID incarnation() {
        return incarnation;
    }

    /** What it is doing. */
    public synchronized Status status() {
        boolean ready = status == Status.PAUSED || status == Status.RUNNING;
        return ready && pipeline != null && pipeline.isRecovering() ? Status.REPLAYING : status;
    }

    /** Why it failed, if it did. */
    public synchronized @Nullable Failure failure() {
        return failure;
    }

    /** What keeps it from writing down its state, so that input waits or there is no new checkpoint; {@code null} if nothing does. */
    public synchronized @Nullable String trouble() {
        PipelineStatistics.Durability durability =
                pipeline == null ? null : pipeline.statistics().durability();
        return durability == null ? null : durability.trouble();
    }

    /** Lets it run, now or when it is ready. */
    public synchronized void resume() {
        pauseWanted = false;
        if (status == Status.PAUSED) {
            pipeline().resume();
            become(Status.RUNNING);
        }
    }

    /** Lets it pause, now or when it is ready. */
    public synchronized void pause() {
        pauseWanted = true;
        if (status == Status.RUNNING) {
            pipeline().pause();
            become(Status.PAUSED);
        }
    }

    /** Takes no more requests, and waits until steps have taken what earlier ones brought, but not for long. */
    public void drain() throws InterruptedException {
        Pipeline present;
        synchronized (this) {
            draining = true;
            notifyAll();
            present = status == Status.PAUSED || status == Status.RUNNING ? pipeline : null;
        }
        long deadline = System.nanoTime() + DRAIN_NANOS;
        try {
            while (present != null && rowsPushed(present) > 0 && System.nanoTime() < deadline) {
                present.betweenSteps(() -> 0).get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        } catch (ExecutionException | TimeoutException | CancellationException | RejectedExecutionException e) {
            LOG.warn("not all rows that were pushed are taken: {}", e.toString());
        }
    }

    private static long rowsPushed(Pipeline pipeline) {
        return pipeline.statistics().inputs().stream()
                .filter(input -> input.name().endsWith("." + PushInput.NAME))
                .mapToLong(PipelineStatistics.Input::queuedRows)
                .sum();
    }

    /** Ends it in good order; returns when it has ended. */
    public void stop() throws InterruptedException {
        stop(Pipeline::stop);
    }

    /** The same, but what survives is only what would have survived a crash. */
    public void abandon() throws InterruptedException {
        stop(Pipeline::abandon);
    }

    private void stop(Consumer<Pipeline> how) throws InterruptedException {
        synchronized (this) {
            draining = true;
            stopping = true;
            notifyAll();
            if (pipeline != null) {
                how.accept(pipeline);
            }
        }
        ended.await();
    }

    /** Waits until it has ended, for whatever reason. */
    public void awaitEnd() throws InterruptedException {
        ended.await();
    }

    /** Waits while it is paused. */
    public synchronized void awaitRunning() throws InterruptedException {
        while (status == Status.PAUSED && !draining) {
            wait();
        }
        pipeline();
    }

    /** The pipeline; throws what a request is to be answered if there is none. */
    public synchronized Pipeline pipeline() {
        return switch (status) {
            case INITIALIZING, REPLAYING ->
                throw new RequestException(Problem.INITIALIZING, "the pipeline is not ready yet; try again");
            case AWAITING_APPROVAL ->
                throw new RequestException(
                        Problem.AWAITING_APPROVAL, "the state is that of another program, and nobody has approved yet");
            case PAUSED, RUNNING -> {
                Pipeline present = pipeline;
                if (present == null || draining) {
                    throw new RequestException(Problem.TERMINATING, "the pipeline is ending");
                }
                yield present;
            }
            case FAILED ->
                throw new RequestException(
                        Problem.TERMINATING, "the pipeline has failed: " + (failure == null ? "" : failure.message()));
            case TERMINATED -> throw new RequestException(Problem.TERMINATING, "the pipeline has ended");
        };
    }

    /** The program that runs. */
    public synchronized Plan plan() {
        pipeline();
        Plan present = plan;
        if (present == null) {
            throw new IllegalStateException("a pipeline without a plan");
        }
        return present;
    }

    /** The names of the tables. */
    public List<String> tables() {
        return pipeline().tables();
    }

    /** The names of what can be listened to: views, and tables whose contents are kept. */
    public List<String> followed() {
        Pipeline present = pipeline();
        List<String> names = new ArrayList<>(present.views());
        present.tables().stream().filter(present::follows).forEach(names::add);
        return names;
    }

    /** Whether what was taken survives a crash, and {@code PushInput.awaitSafe} says when. */
    public boolean isDurable() {
        return config.runtime().storage().model().journals();
    }

    /** Whether checkpoints can be made. */
    public boolean hasStorage() {
        return config.runtime().storage().enabled();
    }

    /** The name of the input that a request's path means by {@code table} and {@code connector}. */
    public String inputName(Exchange exchange) {
        String name = exchange.name("table") + "." + exchange.name("connector");
        if (pipeline().chunks(name) < 0) {
            throw new RequestException(Problem.UNKNOWN_INPUT_ENDPOINT, "there is no input '" + name + "'");
        }
        return name;
    }

    /** Does something between two steps of the pipeline. */
    public <T> T between(Callable<T> task) throws InterruptedException {
        try {
            return pipeline().betweenSteps(task).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (CancellationException | RejectedExecutionException e) {
            throw new RequestException(Problem.TERMINATING, "the pipeline is ending");
        }
    }
}
