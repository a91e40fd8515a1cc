package dev.millrace.cli.shell;

import dev.millrace.compiler.diagnostic.Diagnostic;

/** A part of a script. */
sealed interface ScriptItem {
    /** A statement without its semicolon; neither blank nor comments only. */
    record Statement(String text) implements ScriptItem {}

    /** A statement that something cut short. */
    record Unfinished(String text, Diagnostic mistake) implements ScriptItem {}

    /** A line that begins with a backslash: what follows the backslash. */
    record Meta(String line) implements ScriptItem {
        /** The first word. */
        String command() {
            int space = line.indexOf(' ');
            return space < 0 ? line : line.substring(0, space);
        }

        /** Everything after the first word and one blank. */
        String argument() {
            int space = line.indexOf(' ');
            return space < 0 ? "" : line.substring(space + 1);
        }
    }
}
