package dev.millrace.cli.run;

import dev.millrace.cli.text.DisplayWidth;
import java.io.PrintStream;
import java.util.List;

/**
 * Some lines at the end of a terminal that are drawn again and again in place. Each frame is written at once and over the one
 * before, so that nothing flickers.
 */
final class Screen {
    private static final String ESCAPE = "\u001b[";
    private static final String BEGIN_FRAME = ESCAPE + "?2026h" + ESCAPE + "?25l";
    private static final String END_FRAME = ESCAPE + "?25h" + ESCAPE + "?2026l";
    private static final String ERASE_LINE_END = ESCAPE + "K";
    private static final String ERASE_BELOW = ESCAPE + "J";
    private static final String RESET = ESCAPE + "0m";

    /** What fits a terminal, in cells. */
    record Size(int columns, int rows) {}

    private final PrintStream out;
    private final boolean colours;
    private int drawn;

    Screen(PrintStream out, boolean colours) {
        this.out = out;
        this.colours = colours;
    }

    /** Draws a frame in place of the one before; what does not fit is left out. */
    void draw(List<List<Span>> lines, Size size) {
        int rows = Math.min(lines.size(), Math.max(1, size.rows() - 1));
        StringBuilder frame = new StringBuilder(BEGIN_FRAME);
        back(frame);
        for (List<Span> line : lines.subList(0, rows)) {
            append(frame, line, size.columns());
            frame.append(ERASE_LINE_END).append('\n');
        }
        frame.append(ERASE_BELOW).append(END_FRAME);
        drawn = rows;
        write(frame);
    }

    /** Takes the last frame away. */
    void clear() {
        StringBuilder frame = new StringBuilder();
        back(frame);
        write(frame.append(ERASE_BELOW));
        drawn = 0;
    }

    private void back(StringBuilder frame) {
        frame.append('\r');
        if (drawn > 0) {
            frame.append(ESCAPE).append(drawn).append('A');
        }
    }

    private void append(StringBuilder frame, List<Span> line, int columns) {
        int left = columns;
        for (Span span : line) {
            if (left <= 0) {
                return;
            }
            String text = DisplayWidth.cut(span.text(), left);
            left -= DisplayWidth.of(text);
            boolean styled = colours && !span.style().code().isEmpty();
            frame.append(styled ? span.style().code() : "").append(text).append(styled ? RESET : "");
        }
    }

    private void write(StringBuilder frame) {
        out.print(frame);
        out.flush();
    }
}
