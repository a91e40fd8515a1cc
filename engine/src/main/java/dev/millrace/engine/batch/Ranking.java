package dev.millrace.engine.batch;

import dev.millrace.plan.Operator.TopK;
import dev.millrace.types.Schema;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers the rows of each partition and keeps a range of numbers. A row of weight w is w rows. */
final class Ranking {
    private final TopK top;
    private final Comparator<@Nullable Object[]> order;
    private final Comparator<@Nullable Object[]> total;
    private final Relation result = new Relation();

    private Ranking(TopK top, Schema schema) {
        RowOrder rows = new RowOrder(schema.types());
        this.top = top;
        this.order = rows.by(top.order());
        this.total = order.thenComparing(rows);
    }

    static Relation evaluate(TopK top, Relation input, Schema schema) {
        Ranking ranking = new Ranking(top, schema);
        Rows.groups(input, top.partition()).values().forEach(ranking::number);
        return ranking.result;
    }

    private void number(List<Relation.Entry> partition) {
        List<Relation.Entry> rows = partition.stream()
                .filter(entry -> entry.weight() > 0)
                .sorted(Comparator.comparing(Relation.Entry::row, total))
                .toList();
        long before = 0;
        long rank = 0;
        long dense = 0;
        for (int i = 0; i < rows.size(); i++) {
            Relation.Entry entry = rows.get(i);
            boolean tie = i > 0 && order.compare(rows.get(i - 1).row(), entry.row()) == 0;
            rank = tie ? rank : before + 1;
            dense += tie ? 0 : 1;
            switch (top.function()) {
                case ROW_NUMBER -> addNumbered(entry, before);
                case RANK -> add(entry, rank, entry.weight());
                case DENSE_RANK -> add(entry, dense, entry.weight());
            }
            before += entry.weight();
        }
    }

    private void addNumbered(Relation.Entry entry, long before) {
        if (top.rankColumn()) {
            for (long number = before + 1; number <= before + entry.weight(); number++) {
                add(entry, number, 1);
            }
        } else {
            long first = Math.max(before, top.offset());
            long last = Math.min(before + entry.weight(), end());
            result.add(entry.row(), Math.max(0, last - first));
        }
    }

    private void add(Relation.Entry entry, long number, long weight) {
        if (number > top.offset() && number <= end()) {
            result.add(top.rankColumn() ? Rows.concat(entry.row(), number) : entry.row(), weight);
        }
    }

    private long end() {
        return top.limit() > Long.MAX_VALUE - top.offset() ? Long.MAX_VALUE : top.offset() + top.limit();
    }
}
