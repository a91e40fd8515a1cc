package dev.millrace.bench;

import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a benchmark shows what it measured, line by line as it comes. A mixin of its command. */
public final class Report {
    /** Whom lines are for. */
    public enum Format {
        /** Programs: one object per line. */
        json,
        /** People. */
        table
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--format",
            defaultValue = "table",
            paramLabel = "json|table",
            description = "For programs, one object per line, or people (table).")
    private Format format = Format.table;

    /** Whom lines are for. */
    public Format format() {
        return format;
    }

    /** The names of columns, for people. */
    public void head(String pattern, Object... names) {
        if (format == Format.table) {
            print(String.format(Locale.ROOT, pattern, names));
        }
    }

    /** Values, in one pattern or the other. */
    public void line(String table, String json, Object... values) {
        print(String.format(Locale.ROOT, format == Format.table ? table : json, values));
    }

    /** A line as it is. */
    public void print(String line) {
        PrintWriter out = command.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
