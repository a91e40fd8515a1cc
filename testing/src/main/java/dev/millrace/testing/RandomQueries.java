package dev.millrace.testing;

import dev.millrace.testing.RandomExpressions.Typed;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** Makes random queries over relations. */
final class RandomQueries {
    private final Choices choices;
    private final List<RandomSource> relations;
    private final RandomExpressions expressions;
    private final RandomClauses clauses;

    /** {@code relations} are those that queries may read; the list may grow. */
    RandomQueries(Choices choices, List<RandomSource> relations) {
        this.choices = choices;
        this.relations = relations;
        this.expressions = new RandomExpressions(choices, relations);
        this.clauses = new RandomClauses(choices, relations, expressions);
    }

    /** A query and the names of its columns. */
    record Query(String sql, List<String> columns) {}

    /** The items of a SELECT, and the columns they are named. */
    private final class Items {
        private final StringJoiner text = new StringJoiner(", ");
        private final List<String> columns = new ArrayList<>();

        Items() {}

        Items(List<String> columns) {
            columns.forEach(column -> add(new Typed(column, RandomTypes.letter(column))));
        }

        void add(Typed item) {
            String name = choices.column(item.type());
            text.add(item.text() + " AS " + name);
            columns.add(name);
        }

        Query query(String rest) {
            return new Query("SELECT " + text + " FROM " + rest, columns);
        }
    }

    /** A query with at most {@code depth} queries in one another. */
    Query query(int depth) {
        return switch (choices.between(0, depth > 0 ? 19 : 12)) {
            case 0, 1 -> select(clauses.source());
            case 2, 3, 4 -> grouped(clauses.source());
            case 5, 6, 7 -> select(clauses.join());
            case 8 -> topK(clauses.source());
            case 9, 10 -> grouped(clauses.join());
            case 11, 12 -> window(clauses.source());
            case 13, 14 -> combined(depth);
            case 15, 16 -> nested(depth);
            case 17 -> common(depth);
            case 18 -> window(clauses.join());
            default -> distinct(depth);
        };
    }

    private Query select(RandomSource from) {
        Items items = new Items();
        for (int i = choices.between(1, 4); i > 0; i--) {
            items.add(expressions.expression(from.columns(), 2));
        }
        return items.query(from.text() + clauses.where(from.columns()));
    }

    private Query grouped(RandomSource from) {
        Items items = new Items();
        List<String> keys = keys(from);
        keys.forEach(key -> items.add(new Typed(key, RandomTypes.letter(key))));
        if (!keys.isEmpty() && choices.oneIn(6)) {
            Typed key = expressions.expression(from.columns(), 1);
            if (!key.text().contains("SELECT")) {
                items.add(key);
                keys = new ArrayList<>(keys);
                keys.add(key.text());
            }
        }
        for (int i = choices.between(1, 3); i > 0; i--) {
            items.add(aggregate(from.columns()));
        }
        return items.query(from.text() + clauses.where(from.columns()) + groupBy(keys) + having(from.columns()));
    }

    private List<String> keys(RandomSource from) {
        return choices.shuffled(from.columns())
                .subList(0, Math.min(from.columns().size(), choices.between(0, 2)));
    }

    private String groupBy(List<String> keys) {
        if (keys.isEmpty()) {
            return "";
        }
        String list = String.join(", ", keys);
        return " GROUP BY " + (choices.oneIn(12) ? choices.of("ROLLUP", "CUBE") + "(" + list + ")" : list);
    }

    private String having(List<String> columns) {
        return switch (choices.between(0, 7)) {
            case 0 -> " HAVING COUNT(*) > " + choices.between(0, 2);
            case 1 -> " HAVING " + counted(columns) + " <= " + choices.between(1, 3);
            default -> "";
        };
    }

    private String counted(List<String> columns) {
        return "COUNT(DISTINCT " + choices.any(columns) + ")";
    }

    private Typed aggregate(List<String> columns) {
        String column = choices.any(columns);
        char type = RandomTypes.letter(column);
        String distinct = choices.oneIn(4) ? "DISTINCT " : "";
        String filter = choices.oneIn(4) ? " FILTER (WHERE " + expressions.condition(columns, 1) + ")" : "";
        if (RandomTypes.NUMBERS.indexOf(type) >= 0 && choices.oneIn(2)) {
            String argument = choices.oneIn(4) && type == 'd' ? column + " * 2" : column;
            return new Typed(choices.of("SUM(", "AVG(") + distinct + argument + ")" + filter, type);
        }
        boolean ordered = RandomTypes.ORDERED.indexOf(type) >= 0 || type == 'o';
        return switch (choices.between(0, ordered ? 5 : 1)) {
            case 0 -> new Typed("COUNT(*)" + filter, 'b');
            case 1 -> new Typed("COUNT(" + distinct + column + ")" + filter, 'b');
            case 2 -> new Typed("MIN(" + column + ")" + filter, type);
            case 3 -> new Typed("MAX(" + column + ")" + filter, type);
            case 4 -> picked(columns, filter);
            default ->
                type == 'o'
                        ? new Typed(choices.of("EVERY(", "SOME(") + column + ")" + filter, 'o')
                        : new Typed("MAX(" + column + ")" + filter, type);
        };
    }

    /** The value at an extremum. Which of several is not said, so the extremum is that of the value itself. */
    private Typed picked(List<String> columns, String filter) {
        String column = choices.any(columns);
        char type = RandomTypes.letter(column);
        return RandomTypes.ORDERED.indexOf(type) < 0
                ? new Typed("COUNT(*)" + filter, 'b')
                : new Typed(choices.of("ARG_MAX(", "ARG_MIN(") + column + ", " + column + ")" + filter, type);
    }

    /** ORDER BY these columns first, then by all others, so that only equal rows are ties. */
    private String totalOrder(List<String> columns) {
        return choices.shuffled(columns).stream()
                .filter(column -> RandomTypes.letter(column) != 'y')
                .map(column -> column + choices.of("", "", " DESC", " DESC NULLS LAST", " NULLS LAST"))
                .collect(Collectors.joining(", "));
    }

    /** The same without columns that have no order. */
    private static RandomSource orderable(RandomSource from) {
        return new RandomSource(
                from.text(),
                from.columns().stream()
                        .filter(column -> RandomTypes.letter(column) != 'y')
                        .toList());
    }

    private Query topK(RandomSource source) {
        RandomSource from = orderable(source);
        if (from.columns().isEmpty()) {
            return select(source);
        }
        Items items = new Items(from.columns());
        if (choices.oneIn(3)) {
            return items.query(from.text() + " ORDER BY " + totalOrder(items.columns) + " LIMIT "
                    + choices.between(1, 4) + (choices.oneIn(4) ? " OFFSET " + choices.between(1, 2) : ""));
        }
        String function = choices.of("ROW_NUMBER", "RANK", "DENSE_RANK");
        String order = function.equals("ROW_NUMBER")
                ? totalOrder(from.columns())
                : choices.any(from.columns()) + choices.of("", " DESC", " NULLS LAST");
        String rank = choices.column('b');
        String inner = "SELECT " + items.text + ", " + function + "() OVER (" + partition(from) + "ORDER BY " + order
                + ") AS " + rank + " FROM " + from.text();
        List<String> columns = new ArrayList<>(items.columns);
        if (choices.oneIn(2)) {
            columns.add(rank);
        }
        String limit = " WHERE " + rank + choices.of(" <= ", " = ", " < ") + choices.between(1, 3);
        return new Query(
                "SELECT " + String.join(", ", columns) + " FROM (" + inner + ") AS " + choices.alias() + limit,
                columns);
    }

    private String partition(RandomSource from) {
        return choices.oneIn(5) ? "" : "PARTITION BY " + choices.any(from.columns()) + " ";
    }

    private Query window(RandomSource source) {
        RandomSource from = orderable(source);
        if (from.columns().isEmpty()) {
            return select(source);
        }
        Items items = new Items(keys(from));
        // Rows that differ only where there is no order are ties: how two windows break them need not go together.
        boolean total = from.columns().size() == source.columns().size();
        for (int i = total ? choices.between(1, 2) : 1; i > 0; i--) {
            items.add(windowCall(from));
        }
        return items.query(from.text() + clauses.where(from.columns()));
    }

    private Typed windowCall(RandomSource from) {
        String column = choices.any(from.columns());
        char type = RandomTypes.letter(column);
        String partition = partition(from);
        return switch (choices.between(0, 5)) {
            case 0 ->
                new Typed(
                        choices.of("ROW_NUMBER()", "COUNT(*)")
                                + over(partition + "ORDER BY " + totalOrder(from.columns())),
                        'b');
            case 1 ->
                new Typed(
                        choices.of("LAG(", "LEAD(") + column
                                + choices.of("", "", ", 2", ", 1, " + expressions.literal(type)) + ")"
                                + over(partition + "ORDER BY " + totalOrder(from.columns())),
                        type);
            case 2 ->
                new Typed(
                        choices.of("RANK()", "DENSE_RANK()")
                                + over(partition + "ORDER BY " + choices.any(from.columns())),
                        'b');
            case 3 -> new Typed(windowAggregate(column) + over(partition), windowType(column));
            case 4 ->
                new Typed(
                        choices.of("FIRST_VALUE(", "LAST_VALUE(") + column + ")"
                                + over(partition + "ORDER BY " + totalOrder(from.columns())
                                        + " ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING"),
                        type);
            default -> range(from, column, partition);
        };
    }

    private static String over(String window) {
        return " OVER (" + window + ")";
    }

    private static char windowType(String column) {
        char type = RandomTypes.letter(column);
        return RandomTypes.NUMBERS.indexOf(type) >= 0 ? type : 'b';
    }

    private String windowAggregate(String column) {
        return RandomTypes.NUMBERS.indexOf(RandomTypes.letter(column)) >= 0
                ? choices.of("SUM(", "AVG(", "MIN(", "MAX(") + column + ")"
                : "COUNT(" + column + ")";
    }

    private Typed range(RandomSource from, String column, String partition) {
        List<String> orders = from.ofAny("ibmta");
        if (orders.isEmpty()) {
            return new Typed(windowAggregate(column) + over(partition), windowType(column));
        }
        String order = choices.any(orders);
        String bound = switch (RandomTypes.letter(order)) {
            case 't' -> "INTERVAL '2' SECOND";
            case 'a' -> "INTERVAL '1' DAY";
            default -> String.valueOf(choices.between(0, 3));
        };
        String lower = choices.of("UNBOUNDED PRECEDING", bound + " PRECEDING", bound + " PRECEDING");
        String upper = choices.of("CURRENT ROW", "CURRENT ROW", bound + " FOLLOWING");
        String frame = choices.oneIn(4) ? "" : " RANGE BETWEEN " + lower + " AND " + upper;
        return new Typed(
                windowAggregate(column) + over(partition + "ORDER BY " + order + choices.of("", " DESC") + frame),
                windowType(column));
    }

    private Query combined(int depth) {
        RandomSource left = choices.any(relations);
        RandomSource right = choices.any(relations);
        Items items = new Items();
        StringJoiner others = new StringJoiner(", ");
        for (String column : choices.shuffled(left.columns())) {
            List<String> same = right.of(RandomTypes.letter(column));
            if (!same.isEmpty() && items.columns.size() < 3) {
                items.add(new Typed(column, RandomTypes.letter(column)));
                others.add(choices.any(same));
            }
        }
        if (items.columns.isEmpty()) {
            return query(depth - 1);
        }
        String operation = choices.of("UNION", "UNION ALL", "INTERSECT", "INTERSECT ALL", "EXCEPT", "EXCEPT ALL");
        String second = "SELECT " + others + " FROM " + right.text() + clauses.where(right.columns());
        Query query = items.query(left.text() + clauses.where(left.columns()) + " " + operation + " " + second);
        return choices.oneIn(4)
                ? new Query(query.sql + " " + choices.of("UNION ALL ", "EXCEPT ") + second, query.columns)
                : query;
    }

    private Query nested(int depth) {
        Query inner = query(depth - 1);
        String alias = choices.alias();
        RandomSource from =
                new RandomSource("(" + inner.sql + ") AS " + alias, RandomClauses.qualified(alias, inner.columns));
        return choices.oneIn(2) ? select(from) : grouped(from);
    }

    private Query common(int depth) {
        Query inner = query(depth - 1);
        String name = choices.alias();
        RandomSource once =
                new RandomSource(name + " AS " + name + "a", RandomClauses.qualified(name + "a", inner.columns));
        RandomSource from = choices.oneIn(2)
                ? once
                : clauses.joined(
                        once,
                        new RandomSource(
                                name + " AS " + name + "b", RandomClauses.qualified(name + "b", inner.columns)));
        Query outer = choices.oneIn(2) ? select(from) : grouped(from);
        return new Query("WITH " + name + " AS (" + inner.sql + ") " + outer.sql, outer.columns);
    }

    private Query distinct(int depth) {
        Query inner = query(depth - 1);
        return new Query("SELECT DISTINCT * FROM (" + inner.sql + ") AS " + choices.alias(), inner.columns);
    }
}
