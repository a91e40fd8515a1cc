package dev.millrace.compiler.parse;

import dev.millrace.plan.Position;

/**
 * The text of one statement, without its semicolon and without the blanks and comments around it.
 *
 * @param start where it begins, as an offset into all the text that the splitter was fed
 * @param position the same as line and column
 */
public record StatementText(String text, int start, Position position) {
    /** The offset after its last character. */
    public int end() {
        return start + text.length();
    }

    /** The same text by itself: its positions count from its own first character. */
    public StatementText alone() {
        return new StatementText(text, 0, new Position(1, 1));
    }
}
