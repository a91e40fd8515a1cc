package dev.millrace.testing;

import java.util.ArrayList;
import java.util.List;

/**
 * A program made at random: tables, and views over tables and earlier views.
 *
 * @param tables statements that create tables
 * @param views statements that create views, each self-contained but for what it reads
 */
public record RandomProgram(List<String> tables, List<String> views) {
    public RandomProgram {
        tables = List.copyOf(tables);
        views = List.copyOf(views);
    }

    /** Its text. */
    public String sql() {
        List<String> all = new ArrayList<>(tables);
        all.addAll(views);
        return String.join(";\n", all) + ";\n";
    }

    /** The same without the view at {@code index}. */
    public RandomProgram withoutView(int index) {
        List<String> rest = new ArrayList<>(views);
        rest.remove(index);
        return new RandomProgram(tables, rest);
    }
}
