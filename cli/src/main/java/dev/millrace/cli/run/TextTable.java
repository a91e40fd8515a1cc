package dev.millrace.cli.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Rows in aligned columns. */
final class TextTable {
    private static final int CELL_WIDTH_MAX = 48;
    private static final int CELL_WIDTH_MIN = 6;
    private static final String GAP = "  ";

    private final List<String> header;
    private final boolean[] right;
    private final List<List<String>> rows = new ArrayList<>();

    /** A table with this header, whose columns are aligned to the right where marked. */
    TextTable(List<String> header, boolean[] right) {
        this.header = List.copyOf(header);
        this.right = right.clone();
    }

    /** Adds a row; control characters in cells are made visible. */
    void add(List<String> cells) {
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

    /** Header, rule and rows, none wider than {@code width} if that is possible. */
    List<String> lines(int width) {
        int[] widths = fit(width);
        List<String> lines = new ArrayList<>();
        lines.add(line(header, widths));
        lines.add(String.join(GAP, Arrays.stream(widths).mapToObj("─"::repeat).toList()));
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(i == 0 ? "" : GAP)
                    .append(DisplayWidth.pad(DisplayWidth.cut(cells.get(i), widths[i]), widths[i], right[i]));
        }
        return line.toString().stripTrailing();
    }

    /** What each column needs; if that is too much, the widest ones get less. */
    private int[] fit(int width) {
        int[] widths = IntStream.range(0, header.size()).map(this::wanted).toArray();
        int excess = Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1) - width;
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
        return Math.min(CELL_WIDTH_MAX, Math.max(cells, DisplayWidth.of(header.get(column))));
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
