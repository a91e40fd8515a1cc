package dev.millrace.cli.shell;

import dev.millrace.types.SqlType;
import java.util.ArrayList;
import java.util.List;

/** A table drawn with characters: numbers to the right, everything else to the left. Control characters in cells are shown as such. */
final class TextTable {
    private final List<String> header = new ArrayList<>();
    private final List<Boolean> right = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    void column(String name, boolean alignRight) {
        header.add(visible(name));
        right.add(alignRight);
    }

    void row(List<String> cells) {
        rows.add(cells.stream().map(TextTable::visible).toList());
    }

    static boolean isNumeric(SqlType type) {
        return type instanceof SqlType.IntegerType
                || type instanceof SqlType.DecimalType
                || type instanceof SqlType.FloatingType;
    }

    private static String visible(String text) {
        return text.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
    }

    @Override
    public String toString() {
        int[] widths = new int[header.size()];
        widen(widths, header);
        rows.forEach(row -> widen(widths, row));
        StringBuilder out = new StringBuilder();
        line(out, header, widths);
        for (int i = 0; i < widths.length; i++) {
            out.append(i == 0 ? "" : "┼").append("─".repeat(widths[i] + 2));
        }
        out.append('\n');
        rows.forEach(row -> line(out, row, widths));
        return out.toString();
    }

    private static void widen(int[] widths, List<String> cells) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], width(cells.get(i)));
        }
    }

    private void line(StringBuilder out, List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - width(cells.get(i)));
            line.append(i == 0 ? " " : "│ ");
            line.append(right.get(i) ? padding + cells.get(i) : cells.get(i) + padding)
                    .append(' ');
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
