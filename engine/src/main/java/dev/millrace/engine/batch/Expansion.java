package dev.millrace.engine.batch;

import dev.millrace.plan.Operator;
import dev.millrace.types.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Operators that make several rows of one. */
final class Expansion {
    private Expansion() {}

    static Relation hop(Operator.Hop hop, Relation input) {
        Relation result = new Relation();
        input.forEach((row, weight) -> {
            if (row[hop.time()] instanceof Long time) {
                long last = time - Math.floorMod(time - hop.offset(), hop.slide());
                for (long start = last; start > time - hop.size(); start -= hop.slide()) {
                    result.add(Rows.concat(row, start, start + hop.size()), weight);
                }
            }
        });
        return result;
    }

    static Relation unnest(Operator.Unnest unnest, Relation input) {
        RowExpression collection = RowExpression.compile(unnest.collection());
        Relation result = new Relation();
        input.forEach((row, weight) -> {
            long position = 0;
            for (@Nullable
            Object[] element :
                    elements(collection.evaluate(row), unnest.collection().type())) {
                position++;
                @Nullable Object[] expanded = Rows.concat(row, element);
                result.add(unnest.ordinality() ? Rows.concat(expanded, position) : expanded, weight);
            }
        });
        return result;
    }

    private static List<@Nullable Object[]> elements(@Nullable Object collection, SqlType type) {
        List<@Nullable Object[]> elements = new ArrayList<>();
        if (collection instanceof Map<?, ?> map) {
            map.forEach((key, value) -> elements.add(new @Nullable Object[] {key, value}));
        } else if (collection instanceof List<?> list && type instanceof SqlType.ArrayType array) {
            for (Object element : list) {
                elements.add(fields(element, array.element()));
            }
        }
        return elements;
    }

    private static @Nullable Object[] fields(@Nullable Object element, SqlType type) {
        if (!(type instanceof SqlType.RowType row)) {
            return new @Nullable Object[] {element};
        }
        return element == null ? new @Nullable Object[row.fields().size()] : ((List<?>) element).toArray();
    }
}
