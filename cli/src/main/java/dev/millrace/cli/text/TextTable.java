package dev.millrace.cli.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rows in aligned columns. Control characters in cells are made visible. */
public final class TextTable {
    private static final int CELL_WIDTH_MAX = 48;
    private static final int CELL_WIDTH_MIN = 6;

    /** What stands around cells. */
    public enum Frame {
        /** Nothing but space. */
        SPACE("", "  ", null),
        /** A rule below the header. */
        RULE("", "  ", "  "),
        /** Lines between columns, too. */
        LINES(" ", "│", "┼");

        private final String margin;
        private final String gap;
        private final @Nullable String crossing;

        Frame(String margin, String gap, @Nullable String crossing) {
            this.margin = margin;
            this.gap = gap;
            this.crossing = crossing;
        }

        private int extra(int columns) {
            return 2 * margin.length() * columns + gap.length() * (columns - 1);
        }
    }

    private final Frame frame;
    private final List<String> header;
    private final boolean[] right;
    private final List<List<String>> rows = new ArrayList<>();

    /** A table with this header, whose columns are aligned to the right where marked. */
    public TextTable(Frame frame, List<String> header, boolean... right) {
        this.frame = frame;
        this.header = header.stream().map(TextTable::visible).toList();
        this.right = right.clone();
    }

    /** Adds a row. */
    public void add(List<String> cells) {
        rows.add(cells.stream().map(TextTable::visible).toList());
    }

    private static String visible(String cell) {
        if (cell.chars().noneMatch(Character::isISOControl)) {
            return cell;
        }
        StringBuilder shown = new StringBuilder();
        cell.chars().forEach(c -> {
            switch (c) {
                case '\n' -> shown.append("\\n");
                case '\r' -> shown.append("\\r");
                case '\t' -> shown.append("\\t");
                default -> shown.append(Character.isISOControl(c) ? '\u00b7' : (char) c);
            }
        });
        return shown.toString();
    }

    /** Header and rows, none wider than {@code width} if that is possible. */
    public List<String> lines(int width) {
        return lines(fit(width));
    }

    /** Header and rows, as wide as they are. */
    public List<String> lines() {
        return lines(IntStream.range(0, header.size()).map(this::wanted).toArray());
    }

    private List<String> lines(int[] widths) {
        List<String> lines = new ArrayList<>();
        lines.add(line(header, widths));
        if (frame.crossing != null) {
            lines.add(Arrays.stream(widths)
                    .mapToObj(width -> "─".repeat(width + 2 * frame.margin.length()))
                    .collect(Collectors.joining(frame.crossing)));
        }
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    private String line(List<String> cells, int[] widths) {
        StringJoiner line = new StringJoiner(frame.gap);
        for (int i = 0; i < widths.length; i++) {
            String cell = DisplayWidth.cut(cells.get(i), widths[i]);
            line.add(frame.margin + DisplayWidth.pad(cell, widths[i], right[i]) + frame.margin);
        }
        return line.toString().stripTrailing();
    }

    /** What each column needs; if that is too much, the widest ones get less. */
    private int[] fit(int width) {
        int[] widths = IntStream.range(0, header.size())
                .map(column -> Math.min(CELL_WIDTH_MAX, wanted(column)))
                .toArray();
        int excess = Arrays.stream(widths).sum() + frame.extra(widths.length) - width;
        while (excess > 0) {
            int widest = widest(widths);
            if (widths[widest] <= CELL_WIDTH_MIN) {
                break;
            }
            widths[widest]--;
            excess--;
        }
        return widths;
    }

    private int wanted(int column) {
        int cells = rows.stream()
                .mapToInt(row -> DisplayWidth.of(row.get(column)))
                .max()
                .orElse(0);
        return Math.max(cells, DisplayWidth.of(header.get(column)));
    }

    private int widest(int[] widths) {
        int widest = 0;
        for (int i = 1; i < widths.length; i++) {
            widest = widths[i] > widths[widest] && !right[i] || right[widest] && !right[i] ? i : widest;
        }
        return widths[widest] > CELL_WIDTH_MIN
                ? widest
                : IntStream.range(0, widths.length)
                        .reduce((a, b) -> widths[b] > widths[a] ? b : a)
                        .orElse(0);
    }
}
