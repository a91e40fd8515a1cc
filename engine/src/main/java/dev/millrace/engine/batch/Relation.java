package dev.millrace.engine.batch;

import dev.millrace.types.SqlType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A Z-set of boxed rows: every row has a weight other than 0. Rows are equal if their fields are, NULL equal to NULL, −0.0 to 0.0 and
 * NaN to NaN. Iterates in the order in which rows first came. Used by one thread at a time.
 */
public final class Relation {
    private final Map<List<@Nullable Object>, Long> weights = new LinkedHashMap<>();

    /** Takes a row and its weight. */
    @FunctionalInterface
    public interface RowConsumer {
        /** The array is the consumer's to keep. */
        void accept(@Nullable Object[] row, long weight);
    }

    /** A row and its weight. */
    public record Entry(@Nullable Object[] row, long weight) {}

    /** Adds {@code weight} to the weight of the row. */
    public void add(@Nullable Object[] row, long weight) {
        if (weight == 0) {
            return;
        }
        List<@Nullable Object> key = canonical(row);
        long sum = weights.getOrDefault(key, 0L) + weight;
        if (sum == 0) {
            weights.remove(key);
        } else {
            weights.put(key, sum);
        }
    }

    /** Adds every row of another relation, its weight times {@code factor}. */
    public void addAll(Relation other, long factor) {
        other.forEach((row, weight) -> add(row, weight * factor));
    }

    /** Shows every row with its weight. */
    public void forEach(RowConsumer consumer) {
        weights.forEach((row, weight) -> consumer.accept(row.toArray(), weight));
    }

    /** The weight of a row, 0 if it is absent. */
    public long weight(@Nullable Object[] row) {
        return weights.getOrDefault(canonical(row), 0L);
    }

    /** The number of different rows. */
    public int size() {
        return weights.size();
    }

    /** The sum of all weights without their signs. */
    public long copies() {
        long copies = 0;
        for (long weight : weights.values()) {
            copies += Math.abs(weight);
        }
        return copies;
    }

    /** Whether there is no row. */
    public boolean isEmpty() {
        return weights.isEmpty();
    }

    /** The rows in the order in which they first came. */
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>(weights.size());
        forEach((row, weight) -> entries.add(new Entry(row, weight)));
        return entries;
    }

    /** The rows in the order of all fields, ascending, NULLs first. */
    public List<Entry> sorted(List<SqlType> types) {
        List<Entry> entries = entries();
        entries.sort((x, y) -> new RowOrder(types).compare(x.row(), y.row()));
        return entries;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Relation that && weights.equals(that.weights);
    }

    @Override
    public int hashCode() {
        return weights.hashCode();
    }

    /** One line per row: weight and fields. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        weights.forEach(
                (row, weight) -> text.append(weight).append(' ').append(row).append('\n'));
        return text.toString();
    }

    /** The row, or some of its fields, in a form whose {@code equals} is the equality of SQL values. */
    static List<@Nullable Object> canonical(@Nullable Object[] row) {
        List<@Nullable Object> key = new ArrayList<>(row.length);
        for (@Nullable Object value : row) {
            key.add(canonical(value));
        }
        return key;
    }

    private static @Nullable Object canonical(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Double number -> number + 0.0;
            case List<?> elements -> canonical(elements.toArray());
            case SortedMap<?, ?> entries -> canonical(entries);
            default -> value;
        };
    }

    @SuppressWarnings("unchecked")
    private static Object canonical(SortedMap<?, ?> entries) {
        SortedMap<Object, @Nullable Object> result = new TreeMap<>(((SortedMap<Object, ?>) entries).comparator());
        entries.forEach((key, value) -> result.put(key, canonical(value)));
        return result;
    }
}
