package dev.millrace.plan.explain;

import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** Names for the columns of a row, no two alike: a repeated one is followed by {@code $} and its index. */
record ColumnNames(List<String> names) {

    static ColumnNames of(Schema schema) {
        List<String> plain = schema.fields().stream().map(Field::name).toList();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < plain.size(); i++) {
            boolean alone = !plain.get(i).isEmpty() && Collections.frequency(plain, plain.get(i)) == 1;
            names.add(alone ? plain.get(i) : plain.get(i) + "$" + i);
        }
        return new ColumnNames(names);
    }

    /** For the row of a left and a right: those that both have are qualified. */
    static ColumnNames of(Schema left, Schema right) {
        List<String> ofLeft = of(left).names;
        List<String> ofRight = of(right).names;
        List<String> names = new ArrayList<>();
        ofLeft.forEach(name -> names.add(ofRight.contains(name) ? "left." + name : name));
        ofRight.forEach(name -> names.add(ofLeft.contains(name) ? "right." + name : name));
        return new ColumnNames(names);
    }

    String name(int column) {
        return column < names.size() ? names.get(column) : "$" + column;
    }

    /** The columns in parentheses. */
    String list(Collection<Integer> columns) {
        return columns.stream().map(this::name).collect(Collectors.joining(", ", "(", ")"));
    }
}
