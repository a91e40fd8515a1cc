package dev.millrace.cli;

import dev.millrace.engine.operator.CodeText;
import dev.millrace.plan.Plan;
import dev.millrace.plan.PropertyInference;
import dev.millrace.plan.codec.PlanCodec;
import dev.millrace.plan.explain.PlanGraph;
import dev.millrace.plan.explain.PlanText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace explain}: compiles a program and shows its plan. Mistakes and warnings go to standard error. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Shows how a program is computed: its operators, what is known of their rows, and how they are laid out.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the plan was shown",
            "1:the program has mistakes, or cannot be read",
            "2:the command line is wrong"
        })
final class ExplainCommand implements Callable<Integer> {
    private static final int FAILED = 1;

    /** What to write: text for people, Graphviz's language for a picture, JSON for programs, the code that runs. */
    enum Format {
        TEXT,
        DOT,
        JSON,
        CODE
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "PROGRAM.sql", description = "A file of SQL.")
    private Path program = Path.of("");

    @Option(
            names = "--format",
            defaultValue = "text",
            paramLabel = "text|dot|json|code",
            converter = FormatName.class,
            description = {
                "text for people (the default), dot for Graphviz, json for programs;",
                "code: what is generated for filters, projections and join conditions once rows come."
            })
    private Format format = Format.TEXT;

    @Override
    public Integer call() {
        Optional<CompiledProgram> compiled =
                CompiledProgram.read(program, spec.commandLine().getErr());
        compiled.ifPresent(present -> print(shown(inferred(present.plan()))));
        return compiled.isPresent() ? 0 : FAILED;
    }

    private void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(text);
        out.flush();
    }

    private static Plan inferred(Plan plan) {
        return new Plan(plan.tables(), plan.views(), PropertyInference.infer(plan.circuit(), plan.tables()));
    }

    private String shown(Plan plan) {
        return switch (format) {
            case TEXT -> PlanText.of(plan);
            case DOT -> PlanGraph.of(plan);
            case CODE -> CodeText.of(plan.circuit());
            case JSON -> PlanCodec.toIndentedJson(plan) + "\n";
        };
    }

    /** Formats are written in lower case. */
    static final class FormatName extends LowerCase<Format> {
        FormatName() {
            super(Format.values());
        }
    }
}
