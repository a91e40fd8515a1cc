package dev.millrace.compiler.parse;

import dev.millrace.compiler.diagnostic.Diagnostic;

/** What became of a statement. */
public sealed interface ParseOutcome {
    /** It has a tree. */
    record Parsed(ParsedStatement statement) implements ParseOutcome {}

    /** It has a mistake. */
    record Failed(Diagnostic diagnostic) implements ParseOutcome {}
}
