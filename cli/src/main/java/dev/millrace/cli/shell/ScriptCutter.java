package dev.millrace.cli.shell;

import dev.millrace.compiler.diagnostic.Diagnostic;
import dev.millrace.compiler.parse.StatementSplitter;
import dev.millrace.compiler.parse.StatementSplitter.Inside;
import dev.millrace.compiler.parse.StatementText;
import dev.millrace.plan.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts a script into statements and meta commands while it arrives: each is handed out with its last character, a semicolon or the end
 * of a meta command's line. A meta command ends the statement before it, which then is unfinished.
 */
final class ScriptCutter {
    /** Some editors begin files with it. */
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final List<ScriptItem> items = new ArrayList<>();
    private final StringBuilder meta = new StringBuilder();
    private StatementSplitter splitter = new StatementSplitter();
    private boolean inMeta;
    private boolean atLineStart = true;
    private boolean atStart = true;

    /** Takes more of the script and answers what is complete now. */
    List<ScriptItem> feed(String more) {
        int at = atStart && !more.isEmpty() && more.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
        atStart &= more.isEmpty();
        while (at < more.length()) {
            int end = more.indexOf('\n', at) + 1;
            end = end == 0 ? more.length() : end;
            takePartOfLine(more.substring(at, end));
            at = end;
        }
        return taken();
    }

    /** Answers what the end of the script completes. */
    List<ScriptItem> finish() {
        if (inMeta) {
            endMeta();
        } else if (splitter.inside() == Inside.STRING || splitter.inside() == Inside.COMMENT) {
            endUnfinished();
        } else {
            splitter.finish().ifPresent(this::add);
        }
        return taken();
    }

    /** Whether a statement has begun. */
    boolean isUnfinished() {
        return splitter.isUnfinished();
    }

    private List<ScriptItem> taken() {
        List<ScriptItem> taken = List.copyOf(items);
        items.clear();
        return taken;
    }

    private void takePartOfLine(String part) {
        if (atLineStart && part.charAt(0) == '\\') {
            if (splitter.isUnfinished()) {
                endUnfinished();
            }
            inMeta = true;
            meta.append(part, 1, part.length());
        } else if (inMeta) {
            meta.append(part);
        } else {
            splitter.feed(part).forEach(this::add);
        }
        atLineStart = part.endsWith("\n");
        if (inMeta && atLineStart) {
            endMeta();
        }
    }

    private void add(StatementText statement) {
        items.add(new ScriptItem.Statement(statement.text()));
    }

    private void endMeta() {
        int length = meta.length();
        while (length > 0 && (meta.charAt(length - 1) == '\n' || meta.charAt(length - 1) == '\r')) {
            length--;
        }
        items.add(new ScriptItem.Meta(meta.substring(0, length)));
        meta.setLength(0);
        inMeta = false;
    }

    private void endUnfinished() {
        Inside inside = splitter.inside();
        Position opened = splitter.opened();
        Optional<StatementText> rest = splitter.finish();
        splitter = new StatementSplitter();
        String what = switch (inside) {
            case NOTHING -> "a semicolon is missing";
            case STRING -> "a string is not closed";
            case NAME -> "a quoted name is not closed";
            case COMMENT -> "a comment is not closed: */ is missing";
        };
        String text = rest.map(StatementText::text).orElse("");
        Position position = inside == Inside.NOTHING
                ? null
                : rest.map(statement -> within(statement, opened)).orElse(null);
        items.add(new ScriptItem.Unfinished(
                text, Diagnostic.error("UnfinishedStatement", position, "the statement is unfinished: " + what)));
    }

    private static Position within(StatementText statement, Position position) {
        Position start = statement.position();
        int lines = position.line() - start.line();
        return lines == 0
                ? new Position(1, position.column() - start.column() + 1)
                : new Position(lines + 1, position.column());
    }
}
