package dev.millrace.cli.run;

import dev.millrace.functions.ValueText;
import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import java.util.ArrayList;
import java.util.List;

/** Rows as people read them. */
final class RowText {
    private static final String NULL = "NULL";

    private RowText() {}

    /** The cells of a row. */
    static List<String> cells(Batch batch, int row, Schema schema) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            Object value = Boxed.read(batch.column(i), row, schema.type(i));
            cells.add(value == null ? NULL : ValueText.format(value, schema.type(i)));
        }
        return cells;
    }

    /** Which columns are numbers. */
    static boolean[] numeric(Schema schema) {
        boolean[] numeric = new boolean[schema.size()];
        for (int i = 0; i < numeric.length; i++) {
            numeric[i] = schema.type(i) instanceof SqlType.IntegerType
                    || schema.type(i) instanceof SqlType.DecimalType
                    || schema.type(i) instanceof SqlType.FloatingType;
        }
        return numeric;
    }

    /** The names of the columns. */
    static List<String> names(Schema schema) {
        return schema.fields().stream().map(field -> field.name()).toList();
    }
}
