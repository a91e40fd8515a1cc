package dev.millrace.cli.shell;

import dev.millrace.compiler.parse.StatementSplitter;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.impl.DefaultParser;

/** Tells the line editor when a statement is complete: with its semicolon; a meta command with its line, also in the middle of a statement. */
final class StatementParser implements Parser {
    private final Parser words = new DefaultParser().quoteChars(new char[0]).escapeChars(new char[0]);

    @Override
    public ParsedLine parse(String text, int cursor, ParseContext context) {
        if (context == ParseContext.ACCEPT_LINE && !isComplete(text)) {
            throw new EOFError(-1, cursor, "the statement needs a semicolon");
        }
        return words.parse(text, cursor, ParseContext.COMPLETE);
    }

    static boolean isComplete(String text) {
        if (text.startsWith("\\", text.lastIndexOf('\n') + 1)) {
            return true;
        }
        StatementSplitter splitter = new StatementSplitter();
        splitter.feed(text + "\n");
        return !splitter.isUnfinished();
    }
}
