package dev.millrace.cli;

import dev.millrace.cli.run.ProgramRun;
import dev.millrace.cli.run.ProgramRun.Failed;
import dev.millrace.cli.run.RunSettings;
import dev.millrace.cli.run.StorageSettings;
import dev.millrace.compiler.diagnostic.Diagnostic;
import dev.millrace.runtime.FaultTolerance;
import dev.millrace.runtime.PipelineException.Problem;
import dev.millrace.runtime.StorageOptions;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code millrace run}: runs a program with its connectors. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Runs a program: reads its inputs, keeps its views up to date, writes its outputs.",
            "It ends when all inputs have ended, after --duration, or with Ctrl-C, and then shows the views and a summary."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:it ran to its end, or was stopped",
            "1:it failed while it ran",
            "2:the command line is wrong, or the program has mistakes or cannot be read"
        })
final class RunCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int WRONG = 2;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "PROGRAM.sql",
            description = "A file of SQL. Paths in its connectors are relative to its folder.")
    private Path program = Path.of("");

    @Option(
            names = "--format",
            defaultValue = "table",
            paramLabel = "table|json|none",
            converter = FormatName.class,
            description = {
                "table: the views' first rows and a summary, on a terminal a live picture before (the default).",
                "json: each change of a view as a line of JSON, the summary as the last line.",
                "none: the summary."
            })
    private RunSettings.Format format = RunSettings.Format.TABLE;

    @Option(
            names = "--workers",
            defaultValue = "1",
            paramLabel = "N",
            description = "How many threads compute the views, from 1 (the default).")
    private int workers;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = Time.class,
            description = "Ends the run after this time, such as 500ms, 30s, 10m or 2h.")
    private @Nullable Duration duration;

    @Option(
            names = "--storage",
            paramLabel = "DIR",
            description = "Keeps the state in this folder: the next run goes on from there, also after a crash.")
    private @Nullable Path storage;

    @Option(
            names = "--fault-tolerance",
            defaultValue = "exactly_once",
            paramLabel = "WHAT",
            description = {
                "With --storage, what survives a crash: exactly_once (the default), at_least_once, none (a clean stop only).",
                "latest_checkpoint is the same as exactly_once; initial_state is, too, but throws away what is there."
            })
    private String faultTolerance = "exactly_once";

    @Option(
            names = "--checkpoint-interval",
            defaultValue = "60s",
            paramLabel = "TIME",
            converter = Time.class,
            description = "With --storage, the time between checkpoints (60s by default).")
    private Duration checkpointInterval = StorageOptions.INTERVAL_DEFAULT;

    @Option(
            names = "--errors",
            defaultValue = "3",
            paramLabel = "N",
            description = "How many bad rows of each table the summary shows (3 by default).")
    private int errors;

    private final OutputStream output;

    /** The command of this process. */
    RunCommand() {
        this(new FileOutputStream(FileDescriptor.out));
    }

    /** A command that writes to {@code output}. */
    RunCommand(OutputStream output) {
        this.output = output;
    }

    @Override
    public Integer call() {
        if (workers < 1 || errors < 0) {
            throw new ParameterException(spec.commandLine(), "--workers must be 1 or more, --errors 0 or more");
        }
        Optional<CompiledProgram> compiled =
                CompiledProgram.read(program, spec.commandLine().getErr());
        return compiled.isPresent() ? run(compiled.get()) : WRONG;
    }

    private @Nullable StorageSettings storage() {
        Path folder = storage;
        if (folder == null) {
            return null;
        }
        FaultTolerance model = switch (faultTolerance) {
            case "exactly_once", "latest_checkpoint", "initial_state" -> FaultTolerance.EXACTLY_ONCE;
            case "at_least_once" -> FaultTolerance.AT_LEAST_ONCE;
            case "none" -> FaultTolerance.NONE;
            default ->
                throw new ParameterException(
                        spec.commandLine(),
                        "--fault-tolerance must be exactly_once, at_least_once, none, latest_checkpoint or initial_state, not '"
                                + faultTolerance + "'");
        };
        return new StorageSettings(folder, model, faultTolerance.equals("initial_state"), checkpointInterval);
    }

    private int run(CompiledProgram compiled) {
        Path folder = Optional.ofNullable(program.toAbsolutePath().getParent()).orElse(Path.of("."));
        PrintWriter messages = spec.commandLine().getErr();
        RunSettings settings =
                new RunSettings(program.toString(), folder, format, workers, duration, storage(), errors);
        Optional<Failed> failed = new ProgramRun(compiled.plan(), settings, output, messages).run();
        if (failed.isEmpty()) {
            return 0;
        }
        for (Problem problem : failed.get().reason().problems()) {
            messages.print(compiled.describe(Diagnostic.error("Pipeline", problem.position(), problem.message())));
        }
        messages.flush();
        return failed.get().started() ? FAILED : WRONG;
    }

    /** Formats are written in lower case. */
    static final class FormatName extends LowerCase<RunSettings.Format> {
        FormatName() {
            super(RunSettings.Format.values());
        }
    }

    /** A number and its unit. */
    static final class Time implements ITypeConverter<Duration> {
        private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

        @Override
        public Duration convert(String text) {
            Matcher matcher = TIME.matcher(text);
            if (!matcher.matches()) {
                throw new TypeConversionException("expected a time such as 500ms, 30s, 10m or 2h, not '" + text + "'");
            }
            long number = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                default -> Duration.ofHours(number);
            };
        }
    }
}
