package dev.millrace.compiler.parse;

import dev.millrace.plan.Position;

/** Offset, line and column of the next character, counted as the lexer counts them: \n, \r and \r\n end a line. */
final class Cursor {
    private int offset;
    private int line;
    private int column;
    private char previous;

    Cursor(Position start) {
        this.line = start.line();
        this.column = start.column();
    }

    void pass(char c) {
        offset++;
        if (c == '\n' && previous == '\r') {
            // The line has already ended.
        } else if (c == '\n' || c == '\r') {
            line++;
            column = 1;
        } else {
            column++;
        }
        previous = c;
    }

    void pass(String text) {
        for (int i = 0; i < text.length(); i++) {
            pass(text.charAt(i));
        }
    }

    int offset() {
        return offset;
    }

    Position position() {
        return new Position(line, column);
    }
}
