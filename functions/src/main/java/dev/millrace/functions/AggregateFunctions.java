package dev.millrace.functions;

import dev.millrace.types.SqlType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Every aggregate function, by its upper-case SQL name.
 *
 * <p>Rules they share: rows with a NULL argument are left out, except by COUNT(*), ARRAY_AGG, SINGLE_VALUE, ANY_VALUE, ARG_MIN
 * and ARG_MAX (for which a NULL key counts only if all are NULL); over no rows the result is NULL, except that COUNT, COUNTIF and REGR_COUNT are 0.
 * Sums are exact and checked once, against the type of the result. Floating point sums are exact as well, rounded once to the
 * nearest number of the type, so that they do not depend on the order of the rows; AVG is that sum divided by the count.
 */
public final class AggregateFunctions {
    private static final Map<String, Definition> DEFINITIONS = definitions();

    private AggregateFunctions() {}

    /** Makes a function for the types of one call. */
    @FunctionalInterface
    interface Binding {
        AggregateFunction bind(Signature signature);
    }

    /** An aggregate function and whether it sees NULL arguments. */
    record Definition(FunctionDoc doc, boolean seesNulls, Binding binding) {}

    private static Map<String, Definition> definitions() {
        Map<String, Definition> definitions = new TreeMap<>();
        Counts.define(definitions);
        Sums.define(definitions);
        Moments.define(definitions);
        Extremes.define(definitions);
        CollectionAggregates.define(definitions);
        return definitions;
    }

    /** Adds a function that leaves out rows with a NULL argument. */
    static void strict(Map<String, Definition> definitions, String name, String text, Binding binding) {
        definitions.put(name, new Definition(new FunctionDoc(name, "Aggregate", text), false, binding));
    }

    /** Adds a function that sees NULLs. */
    static void open(Map<String, Definition> definitions, String name, String text, Binding binding) {
        definitions.put(name, new Definition(new FunctionDoc(name, "Aggregate", text), true, binding));
    }

    /**
     * The function for arguments of these types, none for COUNT(*). If {@code distinct}, rows with equal arguments count once; if
     * {@code ignoreNulls}, rows with a NULL argument are left out also by functions that would see them. Throws
     * IllegalArgumentException if there is none of that name.
     */
    public static AggregateFunction resolve(
            String name, List<SqlType> arguments, SqlType result, boolean distinct, boolean ignoreNulls) {
        Definition definition = DEFINITIONS.get(name.toUpperCase(Locale.ROOT));
        if (definition == null) {
            throw new IllegalArgumentException("no aggregate function " + name);
        }
        AggregateFunction function = definition.binding().bind(new Signature(arguments, result));
        AggregateFunction counted = distinct ? rows -> function.evaluate(distinct(rows)) : function;
        return definition.seesNulls() && !ignoreNulls ? counted : rows -> counted.evaluate(withoutNulls(rows));
    }

    /** Whether there is an aggregate function of that name. */
    public static boolean isKnown(String name) {
        return DEFINITIONS.containsKey(name.toUpperCase(Locale.ROOT));
    }

    /** What the reference says, by name. */
    public static List<FunctionDoc> catalogue() {
        return DEFINITIONS.values().stream().map(Definition::doc).toList();
    }

    private static List<Weighted> withoutNulls(List<Weighted> rows) {
        List<Weighted> kept = new ArrayList<>(rows.size());
        for (Weighted row : rows) {
            if (!hasNull(row.arguments())) {
                kept.add(row);
            }
        }
        return kept;
    }

    private static boolean hasNull(@Nullable Object[] arguments) {
        for (@Nullable Object argument : arguments) {
            if (argument == null) {
                return true;
            }
        }
        return false;
    }

    /** Rows with different arguments, with the sum of their weights, in the order of their first occurrence; none of weight 0. */
    static List<Weighted> consolidated(List<Weighted> rows) {
        Map<List<@Nullable Object>, Weighted> sums = new LinkedHashMap<>();
        for (Weighted row : rows) {
            sums.merge(key(row.arguments()), row, (x, y) -> new Weighted(x.arguments(), x.weight() + y.weight()));
        }
        sums.values().removeIf(row -> row.weight() == 0);
        return new ArrayList<>(sums.values());
    }

    private static List<Weighted> distinct(List<Weighted> rows) {
        List<Weighted> once = new ArrayList<>();
        for (Weighted row : consolidated(rows)) {
            if (row.weight() > 0) {
                once.add(new Weighted(row.arguments(), 1));
            }
        }
        return once;
    }

    private static List<@Nullable Object> key(@Nullable Object[] arguments) {
        List<@Nullable Object> key = new ArrayList<>(arguments.length);
        for (@Nullable Object argument : arguments) {
            key.add(argument instanceof Double number ? (Object) (number + 0.0) : argument);
        }
        return key;
    }
}
