package dev.millrace.cli.text;

import dev.millrace.functions.ValueText;
import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows as people read them. */
public final class RowText {
    private static final String NULL = "NULL";

    private RowText() {}

    /** The cells of a row. */
    public static List<String> cells(Batch batch, int row, Schema schema) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            Object value = Boxed.read(batch.column(i), row, schema.type(i));
            cells.add(cell(value, schema.type(i)));
        }
        return cells;
    }

    /** The cells of a row of boxed values. */
    public static List<String> cells(List<@Nullable Object> row, Schema schema) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            cells.add(cell(row.get(i), schema.type(i)));
        }
        return cells;
    }

    private static String cell(@Nullable Object value, SqlType type) {
        return value == null ? NULL : ValueText.format(value, type);
    }

    /** Which columns are numbers. */
    public static boolean[] numeric(Schema schema) {
        boolean[] numeric = new boolean[schema.size()];
        for (int i = 0; i < numeric.length; i++) {
            numeric[i] = schema.type(i) instanceof SqlType.IntegerType
                    || schema.type(i) instanceof SqlType.DecimalType
                    || schema.type(i) instanceof SqlType.FloatingType;
        }
        return numeric;
    }

    /** The names of the columns. */
    public static List<String> names(Schema schema) {
        return schema.fields().stream().map(field -> field.name()).toList();
    }
}
