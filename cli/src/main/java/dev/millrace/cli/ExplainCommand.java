package dev.millrace.cli;

import dev.millrace.compiler.Compilation;
import dev.millrace.compiler.SqlCompiler;
import dev.millrace.compiler.diagnostic.Diagnostic;
import dev.millrace.plan.Plan;
import dev.millrace.plan.PropertyInference;
import dev.millrace.plan.codec.PlanCodec;
import dev.millrace.plan.explain.PlanGraph;
import dev.millrace.plan.explain.PlanText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

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

    /** What to write: text for people, Graphviz's language for a picture, JSON for programs. */
    enum Format {
        TEXT,
        DOT,
        JSON
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "PROGRAM.sql", description = "A file of SQL.")
    private Path program = Path.of("");

    @Option(
            names = "--format",
            defaultValue = "text",
            paramLabel = "text|dot|json",
            converter = FormatName.class,
            description = "text for people (the default), dot for Graphviz, json for programs.")
    private Format format = Format.TEXT;

    @Override
    public Integer call() {
        PrintWriter errors = spec.commandLine().getErr();
        String text;
        try {
            text = Files.readString(program);
        } catch (NoSuchFileException e) {
            errors.println("There is no file " + program);
            return FAILED;
        } catch (IOException e) {
            errors.println("Cannot read " + program + ": " + e.getMessage());
            return FAILED;
        }
        return explain(new SqlCompiler().compile(text), text, errors);
    }

    private int explain(Compilation compilation, String text, PrintWriter errors) {
        for (Diagnostic diagnostic : compilation.diagnostics()) {
            errors.print(DiagnosticText.of(diagnostic, program.toString(), text));
        }
        errors.flush();
        Plan plan = compilation.plan();
        if (plan == null) {
            return FAILED;
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(shown(inferred(plan)));
        out.flush();
        return 0;
    }

    private static Plan inferred(Plan plan) {
        return new Plan(plan.tables(), plan.views(), PropertyInference.infer(plan.circuit(), plan.tables()));
    }

    private String shown(Plan plan) {
        return switch (format) {
            case TEXT -> PlanText.of(plan);
            case DOT -> PlanGraph.of(plan);
            case JSON -> PlanCodec.toIndentedJson(plan) + "\n";
        };
    }

    /** Formats are written in lower case. */
    static final class FormatName implements ITypeConverter<Format> {
        @Override
        public Format convert(String name) {
            for (Format format : Format.values()) {
                if (format.name().toLowerCase(Locale.ROOT).equals(name)) {
                    return format;
                }
            }
            throw new TypeConversionException("expected text, dot or json, not '" + name + "'");
        }
    }
}
