package dev.millrace.cli.run;

import dev.millrace.cli.run.RunSummary.End;
import dev.millrace.connect.Surroundings;
import dev.millrace.plan.Plan;
import dev.millrace.plan.Position;
import dev.millrace.runtime.Pipeline;
import dev.millrace.runtime.PipelineAssembly;
import dev.millrace.runtime.PipelineException;
import dev.millrace.runtime.RuntimeOptions;
import dev.millrace.runtime.StandardConnectors;
import dev.millrace.runtime.StorageOptions;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/** Runs a compiled program in this process and shows it. Once. */
public final class ProgramRun {
    private static final int WIDTH = 120;
    private static final int OUTPUT_BUFFER_BYTES = 1 << 16;
    private static final int INTERRUPTED = 130;

    private final Plan plan;
    private final RunSettings settings;
    private final OutputStream output;
    private final PrintWriter errors;
    private final AtomicBoolean stopped = new AtomicBoolean();

    /** A run that writes to {@code output}, and its progress to {@code errors}. */
    public ProgramRun(Plan plan, RunSettings settings, OutputStream output, PrintWriter errors) {
        this.plan = plan;
        this.settings = settings;
        this.output = output;
        this.errors = errors;
    }

    /** Why a run failed, and whether it had begun at all. */
    public record Failed(boolean started, PipelineException reason) {}

    /** Runs to the end; the answer is empty if nothing failed. */
    public Optional<Failed> run() {
        PrintStream out =
                new PrintStream(new BufferedOutputStream(output, OUTPUT_BUFFER_BYTES), false, StandardCharsets.UTF_8);
        ProcessTerminal terminal = settings.format() == RunSettings.Format.TABLE
                ? ProcessTerminal.find().orElse(null)
                : null;
        try {
            return run(display(out, terminal));
        } finally {
            out.flush();
        }
    }

    private Display display(PrintStream out, @Nullable ProcessTerminal terminal) {
        int width = terminal == null ? WIDTH : terminal.size().columns();
        EndReport report = new EndReport(plan, out, width);
        ProgressLines progress = new ProgressLines(errors);
        return switch (settings.format()) {
            case NONE -> new QuietDisplay(report);
            case JSON -> new JsonDisplay(output, progress);
            case TABLE ->
                terminal == null || writesToStandardOutput()
                        ? new PlainDisplay(progress, report)
                        : new LiveDisplay(
                                settings.title(),
                                new Screen(out, System.getenv("NO_COLOR") == null),
                                terminal::size,
                                report);
        };
    }

    /** Whether the program itself writes where the picture would be. */
    private boolean writesToStandardOutput() {
        return plan.views().stream()
                .map(view -> view.properties().getOrDefault("connectors", ""))
                .anyMatch(connectors -> connectors.contains("stdout_output") || connectors.contains("\"-\""));
    }

    private Optional<Failed> run(Display display) {
        RuntimeOptions options = RuntimeOptions.DEFAULT
                .withWorkers(settings.workers())
                .withErrorRowsKept(Math.max(RuntimeOptions.DEFAULT.errorRowsKept(), settings.errors() * 2))
                .withContents(settings.format() == RunSettings.Format.TABLE);
        PipelineAssembly assembly =
                new PipelineAssembly(StandardConnectors.registry(), Surroundings.ofProcess(settings.folder()));
        try {
            StorageSettings storage = settings.storage();
            if (storage != null) {
                assembly.storage(open(storage));
            }
            try (Pipeline pipeline = assembly.assemble(plan, options, display)) {
                return run(pipeline, display);
            }
        } catch (PipelineException problems) {
            return Optional.of(new Failed(false, problems));
        }
    }

    private static StorageOptions open(StorageSettings storage) throws PipelineException {
        try {
            return StorageOptions.of(storage.folder())
                    .with(storage.model())
                    .anew(storage.beginAnew())
                    .every(storage.interval());
        } catch (IOException failure) {
            throw new PipelineException(
                    Position.NONE,
                    "the folder " + storage.folder() + " cannot be used: " + failure.getMessage(),
                    failure);
        }
    }

    private Optional<Failed> run(Pipeline pipeline, Display display) {
        display.begin(pipeline);
        Object formerInterrupt = Signals.register("INT", () -> interrupt(pipeline));
        Object formerTermination = Signals.register("TERM", () -> interrupt(pipeline));
        PipelineException failure;
        try {
            failure = drive(pipeline, display);
        } finally {
            Signals.unregister("INT", formerInterrupt);
            Signals.unregister("TERM", formerTermination);
        }
        End end = failure != null ? End.FAILED : stopped.get() ? End.STOPPED : End.ENDED;
        String message = failure == null ? null : failure.getMessage();
        display.finish(pipeline, RunSummary.of(pipeline, end, message, settings.workers(), settings.errors()));
        return Optional.ofNullable(failure).map(reason -> new Failed(true, reason));
    }

    private @Nullable PipelineException drive(Pipeline pipeline, Display display) {
        try (ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("display").daemon().factory())) {
            int millis = display.progressMillis();
            timer.scheduleAtFixedRate(
                    () -> display.progress(pipeline.statistics()), millis, millis, TimeUnit.MILLISECONDS);
            Duration duration = settings.duration();
            if (duration != null) {
                timer.schedule(() -> stop(pipeline), duration.toMillis(), TimeUnit.MILLISECONDS);
            }
            try {
                pipeline.run();
                return null;
            } catch (PipelineException failure) {
                return failure;
            } catch (InterruptedException interruption) {
                Thread.currentThread().interrupt();
                return null;
            } finally {
                timer.shutdownNow();
            }
        }
    }

    private void stop(Pipeline pipeline) {
        stopped.set(true);
        pipeline.stop();
    }

    /** The first time ends the run in good order, the second time at once. */
    private void interrupt(Pipeline pipeline) {
        if (stopped.get()) {
            Runtime.getRuntime().halt(INTERRUPTED);
        }
        stop(pipeline);
    }
}
