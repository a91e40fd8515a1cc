package dev.millrace.cli;

import dev.millrace.compiler.diagnostic.Diagnostic;
import dev.millrace.plan.Position;
import java.util.List;
import java.util.Locale;

/** A diagnostic as compilers print them: file, place, message, then the line of the program with a caret below the place. */
final class DiagnosticText {
    private static final String INDENT = "    ";

    private DiagnosticText() {}

    /** Lines, each ended by a line feed. {@code file} is how to call the program, {@code program} its text. */
    static String of(Diagnostic diagnostic, String file, String program) {
        String severity = diagnostic.severity().name().toLowerCase(Locale.ROOT);
        Position position = diagnostic.position();
        if (position == null || position.equals(Position.NONE)) {
            return file + ": " + severity + ": " + diagnostic.message() + "\n";
        }
        return file + ":" + position + ": " + severity + ": " + diagnostic.message() + "\n"
                + excerpt(position, program.lines().toList());
    }

    private static String excerpt(Position position, List<String> lines) {
        if (position.line() > lines.size()) {
            return "";
        }
        String line = lines.get(position.line() - 1);
        return INDENT + line + "\n" + INDENT + blank(line, position.column() - 1) + "^\n";
    }

    /** As wide as the beginning of the line: tabs stay tabs. */
    private static String blank(String line, int columns) {
        StringBuilder blank = new StringBuilder();
        for (int i = 0; i < columns; i++) {
            blank.append(i < line.length() && line.charAt(i) == '\t' ? '\t' : ' ');
        }
        return blank.toString();
    }
}
