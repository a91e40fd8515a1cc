package dev.millrace.functions;

import static dev.millrace.functions.Arguments.list;
import static dev.millrace.functions.Arguments.text;

import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.ArrayType;
import dev.millrace.types.ValueOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Functions of arrays. Elements are compared NULL equal to NULL; positions count from 1. */
final class ArrayFunctions {
    private static final int SIZE_MAX = 1 << 24;

    private ArrayFunctions() {}

    static void define(Catalogue catalogue) {
        catalogue.group("Array");
        catalogue.open("ARRAY", "ARRAY[x, …]: an array of these elements.", ArrayFunctions::constructor);
        catalogue.alias("ARRAY_VALUE_CONSTRUCTOR", "ARRAY");
        catalogue.strict(
                "CARDINALITY",
                "CARDINALITY(c): the number of elements of an array or entries of a map.",
                s -> s.operand(0) instanceof ArrayType
                        ? a -> (long) list(a, 0).size()
                        : a -> (long) Arguments.map(a, 0).size());
        catalogue.alias("ARRAY_LENGTH", "CARDINALITY");
        catalogue.alias("ARRAY_SIZE", "CARDINALITY");
        catalogue.failing(
                "ELEMENT", "ELEMENT(a): the only element, NULL if there is none.", s -> a -> only(list(a, 0)));
        catalogue.open(
                "ARRAY_APPEND",
                "ARRAY_APPEND(a, x): a, then x.",
                s -> a -> a[0] == null ? null : with(a, list(a, 0).size(), s));
        catalogue.open(
                "ARRAY_PREPEND", "ARRAY_PREPEND(a, x): x, then a.", s -> a -> a[0] == null ? null : with(a, 0, s));
        catalogue.openFailing(
                "ARRAY_INSERT",
                "ARRAY_INSERT(a, n, x): a with x at position n, from the end if n < 0.",
                s -> a -> a[0] == null || a[1] == null ? null : insert(a, s));
        catalogue.strict(
                "ARRAY_CONCAT", "ARRAY_CONCAT(a, …): all after one another.", s -> ArrayFunctions::concatenate);
        catalogue.strict(
                "ARRAY_COMPACT",
                "ARRAY_COMPACT(a): a without NULLs.",
                s -> a -> list(a, 0).stream().filter(x -> x != null).toList());
        catalogue.strict(
                "ARRAY_REVERSE",
                "ARRAY_REVERSE(a): backwards.",
                s -> a -> new ArrayList<>(list(a, 0).reversed()));
        catalogue.openFailing(
                "ARRAY_REPEAT",
                "ARRAY_REPEAT(x, n): n times x.",
                s -> a -> a[1] == null ? null : repeat(a[0], Arguments.integer(a, 1)));
        catalogue.failing(
                "SEQUENCE",
                "SEQUENCE(m, n): the integers from m to n.",
                s -> a -> sequence(Arguments.integer(a, 0), Arguments.integer(a, 1)));
        catalogue.openFailing(
                "ARRAY_JOIN",
                "ARRAY_JOIN(a, separator[, null]): the elements as text with the separator between.",
                s -> a -> anyNull(a)
                        ? null
                        : join(list(a, 0), text(a, 1), a.length > 2 ? text(a, 2) : null, element(s, 0)));
        catalogue.alias("ARRAY_TO_STRING", "ARRAY_JOIN");
        searching(catalogue);
        sets(catalogue);
        functional(catalogue);
    }

    private static void searching(Catalogue catalogue) {
        catalogue.open(
                "ARRAY_CONTAINS",
                "ARRAY_CONTAINS(a, x): whether x is an element.",
                s -> a -> a[0] == null ? null : position(a, s) > 0);
        catalogue.open(
                "ARRAY_POSITION",
                "ARRAY_POSITION(a, x): where x first is, 0 if nowhere.",
                s -> a -> a[0] == null ? null : position(a, s));
        catalogue.open(
                "ARRAY_REMOVE",
                "ARRAY_REMOVE(a, x): a without the elements equal to x.",
                s -> a -> a[0] == null ? null : remove(a, s));
        catalogue.strict("ARRAY_MAX", "ARRAY_MAX(a): the greatest element.", s -> a -> extreme(list(a, 0), order(s)));
        catalogue.strict(
                "ARRAY_MIN", "ARRAY_MIN(a): the least element.", s -> a -> extreme(list(a, 0), order(s).reversed()));
        catalogue.strict(
                "SORT_ARRAY",
                "SORT_ARRAY(a[, ascending]): in order, NULLs lowest.",
                s -> a -> sorted(list(a, 0), a.length > 1 && !Arguments.truth(a, 1) ? order(s).reversed() : order(s)));
    }

    private static void sets(Catalogue catalogue) {
        catalogue.strict(
                "ARRAY_DISTINCT",
                "ARRAY_DISTINCT(a): each element once, where it first is.",
                s -> a -> distinct(list(a, 0), order(s)));
        catalogue.strict("ARRAY_UNION", "ARRAY_UNION(a, b): the elements of both, once, in order.", s -> a -> {
            SortedSet<@Nullable Object> all = set(a, 0, s);
            all.addAll(set(a, 1, s));
            return new ArrayList<>(all);
        });
        catalogue.strict("ARRAY_EXCEPT", "ARRAY_EXCEPT(a, b): the elements of a not in b, once, in order.", s -> a -> {
            SortedSet<@Nullable Object> all = set(a, 0, s);
            all.removeAll(set(a, 1, s));
            return new ArrayList<>(all);
        });
        catalogue.strict("ARRAY_INTERSECT", "ARRAY_INTERSECT(a, b): the elements in both, once, in order.", s -> a -> {
            SortedSet<@Nullable Object> all = set(a, 0, s);
            all.retainAll(set(a, 1, s));
            return new ArrayList<>(all);
        });
        catalogue.strict("ARRAYS_OVERLAP", "ARRAYS_OVERLAP(a, b): whether some element is in both.", s -> a -> {
            SortedSet<@Nullable Object> all = set(a, 0, s);
            all.retainAll(set(a, 1, s));
            return !all.isEmpty();
        });
    }

    private static void functional(Catalogue catalogue) {
        catalogue.failing("TRANSFORM", "TRANSFORM(a, x -> e): e for each element.", s -> a -> {
            List<@Nullable Object> result = new ArrayList<>();
            for (@Nullable Object element : list(a, 0)) {
                result.add(Arguments.function(a, 1).apply(new @Nullable Object[] {element}));
            }
            return result;
        });
        catalogue.failing(
                "ARRAY_EXISTS", "ARRAY_EXISTS(a, x -> c): whether c is true for some element.", s -> a -> exists(a));
    }

    private static boolean anyNull(@Nullable Object[] arguments) {
        for (@Nullable Object argument : arguments) {
            if (argument == null) {
                return true;
            }
        }
        return false;
    }

    static SqlType element(Signature signature, int operand) {
        return ((ArrayType) signature.operand(operand)).element();
    }

    private static SqlType resultElement(Signature signature) {
        return ((ArrayType) signature.result()).element();
    }

    private static Comparator<@Nullable Object> order(Signature signature) {
        SqlType element = element(signature, 0);
        return (x, y) -> ValueOrder.compare(x, y, element);
    }

    private static ScalarFunction constructor(Signature signature) {
        SqlType element = ((ArrayType) signature.result()).element();
        return a -> {
            List<@Nullable Object> elements = new ArrayList<>(a.length);
            for (int i = 0; i < a.length; i++) {
                elements.add(Conversion.implicit(a[i], signature.operand(i), element));
            }
            return elements;
        };
    }

    static Object concatenate(@Nullable Object[] arguments) {
        List<@Nullable Object> all = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            all.addAll(list(arguments, i));
        }
        return all;
    }

    private static @Nullable Object only(List<@Nullable Object> elements) {
        if (elements.size() > 1) {
            throw EvaluationException.invalid("ELEMENT of an array of " + elements.size());
        }
        return elements.isEmpty() ? null : elements.getFirst();
    }

    private static Object with(@Nullable Object[] arguments, int index, Signature signature) {
        List<@Nullable Object> result = new ArrayList<>(list(arguments, 0));
        result.add(index, Conversion.implicit(arguments[1], signature.operand(1), resultElement(signature)));
        return result;
    }

    private static Object insert(@Nullable Object[] arguments, Signature signature) {
        List<@Nullable Object> result = new ArrayList<>(list(arguments, 0));
        long position = Arguments.integer(arguments, 1);
        if (position == 0 || Math.abs(position) > SIZE_MAX) {
            throw EvaluationException.invalid("no position " + position + " in an array");
        }
        long index = position > 0 ? position - 1 : result.size() + position + 1;
        while (index < 0) {
            result.addFirst(null);
            index++;
        }
        while (result.size() < index) {
            result.add(null);
        }
        result.add((int) index, Conversion.implicit(arguments[2], signature.operand(2), resultElement(signature)));
        return result;
    }

    private static Object repeat(@Nullable Object value, long count) {
        List<@Nullable Object> result = new ArrayList<>();
        checkSize(count);
        for (long i = 0; i < count; i++) {
            result.add(value);
        }
        return result;
    }

    private static Object sequence(long first, long last) {
        List<@Nullable Object> result = new ArrayList<>();
        if (last >= first) {
            checkSize(last - first < 0 ? Long.MAX_VALUE : last - first);
            for (long i = 0; i <= last - first; i++) {
                result.add(first + i);
            }
        }
        return result;
    }

    private static void checkSize(long size) {
        if (size > SIZE_MAX) {
            throw EvaluationException.invalid("an array of more than " + SIZE_MAX + " elements");
        }
    }

    private static String join(
            List<@Nullable Object> elements, String separator, @Nullable String nothing, SqlType type) {
        List<String> parts = new ArrayList<>();
        for (@Nullable Object element : elements) {
            if (element != null) {
                parts.add(Strings.asText(element, type));
            } else if (nothing != null) {
                parts.add(nothing);
            }
        }
        return String.join(separator, parts);
    }

    private static Long position(@Nullable Object[] arguments, Signature signature) {
        Comparator<@Nullable Object> order = Comparisons.order(element(signature, 0), signature.operand(1));
        long position = 0;
        for (@Nullable Object element : list(arguments, 0)) {
            position++;
            if (order.compare(element, arguments[1]) == 0) {
                return position;
            }
        }
        return 0L;
    }

    private static Object remove(@Nullable Object[] arguments, Signature signature) {
        Comparator<@Nullable Object> order = Comparisons.order(element(signature, 0), signature.operand(1));
        List<@Nullable Object> result = new ArrayList<>();
        for (@Nullable Object element : list(arguments, 0)) {
            if (order.compare(element, arguments[1]) != 0) {
                result.add(element);
            }
        }
        return result;
    }

    private static @Nullable Object extreme(List<@Nullable Object> elements, Comparator<@Nullable Object> order) {
        Object best = null;
        for (@Nullable Object element : elements) {
            if (element != null && (best == null || order.compare(element, best) > 0)) {
                best = element;
            }
        }
        return best;
    }

    private static Object sorted(List<@Nullable Object> elements, Comparator<@Nullable Object> order) {
        List<@Nullable Object> result = new ArrayList<>(elements);
        result.sort(order);
        return result;
    }

    private static Object distinct(List<@Nullable Object> elements, Comparator<@Nullable Object> order) {
        SortedSet<@Nullable Object> seen = new TreeSet<>(order);
        List<@Nullable Object> result = new ArrayList<>();
        for (@Nullable Object element : elements) {
            if (seen.add(element)) {
                result.add(element);
            }
        }
        return result;
    }

    private static SortedSet<@Nullable Object> set(@Nullable Object[] arguments, int index, Signature signature) {
        SortedSet<@Nullable Object> set = new TreeSet<>(order(signature));
        for (@Nullable Object element : list(arguments, index)) {
            set.add(Conversion.implicit(element, element(signature, index), element(signature, 0)));
        }
        return set;
    }

    private static @Nullable Object exists(@Nullable Object[] arguments) {
        Boolean result = false;
        for (@Nullable Object element : list(arguments, 0)) {
            Object found = Arguments.function(arguments, 1).apply(new @Nullable Object[] {element});
            if (Boolean.TRUE.equals(found)) {
                return true;
            }
            result = found == null ? null : result;
        }
        return result;
    }

    /** An element or {@code null} if there is none at this index from 0. */
    static @Nullable Object at(List<@Nullable Object> elements, long index) {
        return index < 0 || index >= elements.size() ? null : elements.get((int) index);
    }
}
