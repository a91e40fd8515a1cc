package dev.millrace.engine.batch;

import dev.millrace.plan.Operator.Asof;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import dev.millrace.types.ValueOrder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Joins each row with the latest row of the other side that is not later. */
final class AsofJoining {
    private AsofJoining() {}

    static Relation evaluate(Asof asof, Relation left, Relation right, List<Schema> schemas) {
        Map<List<@Nullable Object>, List<Relation.Entry>> groups = Rows.groups(right, asof.rightKeys());
        Schema schema = schemas.get(1);
        Relation result = new Relation();
        left.forEach((row, weight) -> {
            List<@Nullable Object> key = Relation.canonical(Rows.select(row, asof.leftKeys()));
            Relation.Entry match =
                    key.contains(null) ? null : latest(asof, row, groups.getOrDefault(key, List.of()), schema);
            result.add(Rows.concat(row, match == null ? new @Nullable Object[schema.size()] : match.row()), weight);
        });
        return result;
    }

    private static Relation.@Nullable Entry latest(
            Asof asof, @Nullable Object[] left, List<Relation.Entry> candidates, Schema schema) {
        SqlType type = schema.type(asof.rightTime());
        RowOrder order = new RowOrder(schema.types());
        Object limit = left[asof.leftTime()];
        Relation.Entry best = null;
        for (Relation.Entry candidate : candidates) {
            Object time = candidate.row()[asof.rightTime()];
            boolean eligible = time != null
                    && limit != null
                    && candidate.weight() > 0
                    && ValueOrder.compare(time, limit, type) <= 0;
            if (eligible && (best == null || isLater(candidate.row(), best.row(), asof.rightTime(), type, order))) {
                best = candidate;
            }
        }
        return best;
    }

    private static boolean isLater(
            @Nullable Object[] row, @Nullable Object[] other, int time, SqlType type, RowOrder order) {
        int times = ValueOrder.compare(row[time], other[time], type);
        return times != 0 ? times > 0 : order.compare(row, other) > 0;
    }
}
