package dev.millrace.compiler.parse;

import dev.millrace.plan.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cuts text into statements at semicolons, as the text arrives: a statement is handed out as soon as its semicolon is
 * seen. Semicolons in strings, quoted names and comments do not count; statements of blanks and comments only are
 * skipped. It knows the lexical rules of the grammar and nothing else of it:
 *
 * <ul>
 *   <li>strings {@code '...'} span lines, a quote in them is doubled; {@code E'...'} has backslash escapes besides;
 *   <li>quoted names {@code "..."} end with their line at the latest;
 *   <li>comments are {@code -- ...}, {@code // ...} and {@code /* ... *}{@code /}, which do not nest.
 * </ul>
 *
 * <p>Not safe for use by several threads.
 */
public final class StatementSplitter {
    /** What the next character is part of. */
    public enum Inside {
        NOTHING,
        STRING,
        NAME,
        COMMENT
    }

    private enum State {
        TEXT(Inside.NOTHING),
        DASH(Inside.NOTHING),
        SLASH(Inside.NOTHING),
        STRING(Inside.STRING),
        ESCAPES(Inside.STRING),
        BACKSLASH(Inside.STRING),
        NAME(Inside.NAME),
        LINE_COMMENT(Inside.NOTHING),
        COMMENT(Inside.COMMENT),
        COMMENT_STAR(Inside.COMMENT);

        private final Inside inside;

        State(Inside inside) {
            this.inside = inside;
        }
    }

    private final Cursor cursor = new Cursor(new Position(1, 1));

    /** From the first significant character of the statement; empty before it. */
    private final StringBuilder text = new StringBuilder();

    /** How much of the text is significant: blanks and comments after it may turn out to be the end. */
    private int significant;

    private int start;
    private Position position = cursor.position();

    private State state = State.TEXT;

    /** Where the string, name or comment was opened. */
    private Position opened = position;

    /** A dash or slash that may begin a comment: where it is. */
    private int held;

    private Position heldPosition = position;

    /** What stands right before the next character: after E, or after the end of an E string, quotes have backslashes. */
    private char previous;

    private char beforePrevious;
    private boolean afterEscapes;

    /** Takes more text and answers the statements that it completes. */
    public List<StatementText> feed(CharSequence more) {
        List<StatementText> statements = new ArrayList<>();
        for (int i = 0; i < more.length(); i++) {
            char c = more.charAt(i);
            StatementText statement = take(c);
            cursor.pass(c);
            if (statement != null) {
                statements.add(statement);
            }
        }
        return statements;
    }

    /** What is left without a semicolon, unless it is blank. The splitter then starts afresh, after that text. */
    public Optional<StatementText> finish() {
        release();
        StatementText rest = cut();
        state = State.TEXT;
        return Optional.ofNullable(rest);
    }

    /** Whether a statement has begun, or a comment is open: more text is needed. */
    public boolean isUnfinished() {
        return !text.isEmpty() || state == State.DASH || state == State.SLASH || inside() != Inside.NOTHING;
    }

    public Inside inside() {
        return state.inside;
    }

    /** Where the string, name or comment began that the next character is in. */
    public Position opened() {
        return opened;
    }

    private @Nullable StatementText take(char c) {
        switch (state) {
            case TEXT -> {
                return takeText(c);
            }
            case DASH -> {
                return takeAfter(c, c == '-' ? State.LINE_COMMENT : null);
            }
            case SLASH -> {
                return takeAfter(c, c == '/' ? State.LINE_COMMENT : c == '*' ? State.COMMENT : null);
            }
            case STRING -> takeQuoted(c, c == '\'' ? State.TEXT : State.STRING);
            case ESCAPES -> {
                takeQuoted(c, c == '\'' ? State.TEXT : c == '\\' ? State.BACKSLASH : State.ESCAPES);
                afterEscapes = c == '\'';
            }
            case BACKSLASH -> takeQuoted(c, State.ESCAPES);
            case NAME -> {
                if (endsLine(c)) {
                    state = State.TEXT;
                    blank(c);
                } else {
                    takeQuoted(c, c == '"' ? State.TEXT : State.NAME);
                }
            }
            case LINE_COMMENT -> takeComment(c, endsLine(c) ? State.TEXT : State.LINE_COMMENT);
            case COMMENT -> takeComment(c, c == '*' ? State.COMMENT_STAR : State.COMMENT);
            case COMMENT_STAR -> takeComment(c, c == '/' ? State.TEXT : c == '*' ? State.COMMENT_STAR : State.COMMENT);
        }
        return null;
    }

    private @Nullable StatementText takeText(char c) {
        boolean reopensEscapes = afterEscapes && c == '\'';
        afterEscapes = false;
        switch (c) {
            case ';' -> {
                StatementText statement = cut();
                remember(c);
                return statement;
            }
            case '-', '/' -> {
                state = c == '-' ? State.DASH : State.SLASH;
                held = cursor.offset();
                heldPosition = cursor.position();
            }
            case '\'' -> {
                opened = cursor.position();
                state = reopensEscapes || endsWithEscapePrefix() ? State.ESCAPES : State.STRING;
                significant(c);
            }
            case '"' -> {
                opened = cursor.position();
                state = State.NAME;
                significant(c);
            }
            case ' ', '\t', '\n', '\r', '\f' -> blank(c);
            default -> significant(c);
        }
        return null;
    }

    /** Takes the character after a dash or slash: either both open a comment, or both are text. */
    private @Nullable StatementText takeAfter(char c, @Nullable State comment) {
        if (comment != null) {
            opened = heldPosition;
            if (!text.isEmpty()) {
                text.append(state == State.DASH ? '-' : '/').append(c);
            }
            state = comment;
            remember(' ');
            return null;
        }
        release();
        return takeText(c);
    }

    /** A dash or slash that was held back is text after all. */
    private void release() {
        if (state == State.DASH || state == State.SLASH) {
            char c = state == State.DASH ? '-' : '/';
            state = State.TEXT;
            significant(c, held, heldPosition);
        }
    }

    private void takeQuoted(char c, State next) {
        state = next;
        significant(c);
    }

    private void takeComment(char c, State next) {
        state = next;
        if (!text.isEmpty()) {
            text.append(c);
        }
    }

    private void blank(char c) {
        if (!text.isEmpty()) {
            text.append(c);
        }
        remember(c);
    }

    private void significant(char c) {
        significant(c, cursor.offset(), cursor.position());
    }

    private void significant(char c, int offset, Position at) {
        if (text.isEmpty()) {
            start = offset;
            position = at;
        }
        text.append(c);
        significant = text.length();
        remember(c);
    }

    private void remember(char c) {
        beforePrevious = previous;
        previous = c;
    }

    private boolean endsWithEscapePrefix() {
        return (previous == 'E' || previous == 'e') && !isWord(beforePrevious);
    }

    private @Nullable StatementText cut() {
        if (text.isEmpty()) {
            return null;
        }
        StatementText statement = new StatementText(text.substring(0, significant), start, position);
        text.setLength(0);
        return statement;
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }

    private static boolean endsLine(char c) {
        return c == '\n' || c == '\r';
    }
}
