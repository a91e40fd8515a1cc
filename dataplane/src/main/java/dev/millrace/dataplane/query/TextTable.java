package dev.millrace.dataplane.query;

import dev.millrace.functions.ValueText;
import dev.millrace.types.Boxed;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An answer as a table in a frame, for people. NULL is empty. */
final class TextTable {
    private TextTable() {}

    static void write(Answer answer, OutputStream out) throws IOException {
        List<String[]> lines = new ArrayList<>();
        lines.add(answer.schema().fields().stream().map(Field::name).toArray(String[]::new));
        for (int row : answer.order()) {
            lines.add(texts(answer, row));
        }
        int[] widths = widths(lines, answer.schema().size());
        String frame = frame(widths);
        put(frame, out);
        for (int i = 0; i < lines.size(); i++) {
            put(line(lines.get(i), widths), out);
            if (i == 0) {
                put(frame, out);
            }
        }
        put(frame, out);
    }

    private static void put(String line, OutputStream out) throws IOException {
        out.write(line.getBytes(StandardCharsets.UTF_8));
    }

    private static String[] texts(Answer answer, int row) {
        Schema schema = answer.schema();
        String[] texts = new String[schema.size()];
        for (int i = 0; i < texts.length; i++) {
            Object value = Boxed.read(answer.rows().column(i), row, schema.type(i));
            texts[i] = value == null ? "" : ValueText.format(value, schema.type(i));
        }
        return texts;
    }

    private static int[] widths(List<String[]> lines, int columns) {
        int[] widths = new int[columns];
        for (String[] line : lines) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], length(line[i]));
            }
        }
        return widths;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String frame(int[] widths) {
        StringBuilder frame = new StringBuilder("+");
        for (int width : widths) {
            frame.append("-".repeat(width + 2)).append('+');
        }
        return frame.append('\n').toString();
    }

    private static String line(String[] texts, int[] widths) {
        StringBuilder line = new StringBuilder("|");
        for (int i = 0; i < widths.length; i++) {
            line.append(' ')
                    .append(texts[i])
                    .append(" ".repeat(widths[i] - length(texts[i])))
                    .append(" |");
        }
        return line.append('\n').toString();
    }
}
