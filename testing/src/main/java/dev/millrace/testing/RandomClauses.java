package dev.millrace.testing;

import java.util.ArrayList;
import java.util.List;

/** Makes random FROM and WHERE clauses. */
final class RandomClauses {
    private final Choices choices;
    private final List<RandomSource> relations;
    private final RandomExpressions expressions;

    RandomClauses(Choices choices, List<RandomSource> relations, RandomExpressions expressions) {
        this.choices = choices;
        this.relations = relations;
        this.expressions = expressions;
    }

    static List<String> qualified(String alias, List<String> columns) {
        return columns.stream().map(column -> alias + "." + column).toList();
    }

    /** One relation, now and then cut into windows, unnested, or constant. */
    RandomSource source() {
        RandomSource relation = choices.any(relations);
        return switch (choices.between(0, 14)) {
            case 0, 1 -> hop(relation);
            case 2 -> unnest(relation);
            case 3 -> constant();
            case 4 -> best(relation);
            default -> named(relation);
        };
    }

    private RandomSource named(RandomSource relation) {
        String alias = choices.alias();
        return new RandomSource(relation.text() + " AS " + alias, qualified(alias, relation.columns()));
    }

    /** Rows in windows of two seconds, or in those of three every second. */
    private RandomSource hop(RandomSource relation) {
        List<String> times = relation.of('t');
        if (times.isEmpty()) {
            return named(relation);
        }
        String alias = choices.alias();
        String start = choices.column('t');
        String end = choices.column('t');
        String window = choices.of(
                "TUMBLE(TABLE %s, DESCRIPTOR(%s), INTERVAL '2' SECOND)",
                "HOP(TABLE %s, DESCRIPTOR(%s), INTERVAL '1' SECOND, INTERVAL '3' SECOND)");
        String text = "(SELECT *, window_start AS " + start + ", window_end AS " + end + " FROM TABLE("
                + window.formatted(relation.text(), choices.any(times)) + ")) AS " + alias;
        List<String> columns = new ArrayList<>(relation.columns());
        columns.add(start);
        columns.add(end);
        return new RandomSource(text, qualified(alias, columns));
    }

    /** The rows with the greatest value of their group, found by a join of the relation with itself. */
    private RandomSource best(RandomSource relation) {
        List<String> numbers = new ArrayList<>(relation.of('b'));
        numbers.addAll(relation.of('i'));
        if (numbers.isEmpty()) {
            return named(relation);
        }
        String alias = choices.alias();
        String value = choices.any(numbers);
        String key = choices.any(relation.columns());
        String text = "(SELECT best.* FROM " + relation.text() + " AS best JOIN (SELECT " + key + " AS k, MAX(" + value
                + ") AS m FROM " + relation.text() + " GROUP BY " + key + ") AS most ON best." + key
                + choices.of(" = ", " IS NOT DISTINCT FROM ") + "most.k AND best." + value
                + choices.of(" >= ", " = ") + "most.m) AS " + alias;
        return new RandomSource(text, qualified(alias, relation.columns()));
    }

    private RandomSource unnest(RandomSource relation) {
        List<String> arrays = relation.of('y');
        RandomSource from = named(relation);
        if (arrays.isEmpty()) {
            return from;
        }
        String alias = choices.alias();
        String element = choices.column('i');
        boolean ordinality = choices.oneIn(2);
        String position = choices.column('i');
        List<String> columns = new ArrayList<>(from.columns());
        columns.add(alias + "." + element);
        if (ordinality) {
            columns.add(alias + "." + position);
        }
        return new RandomSource(
                from.text() + " CROSS JOIN UNNEST(" + choices.any(from.of('y')) + ")"
                        + (ordinality ? " WITH ORDINALITY" : "") + " AS " + alias + "(" + element
                        + (ordinality ? ", " + position : "") + ")",
                columns);
    }

    private RandomSource constant() {
        String alias = choices.alias();
        List<String> columns = List.of(choices.column('i'), choices.column('s'));
        return new RandomSource(
                "(VALUES (1, 'a'), (2, 'b'), (2, 'b'), (" + choices.of("NULL", "0") + ", 'ab')) AS " + alias + "("
                        + String.join(", ", columns) + ")",
                qualified(alias, columns));
    }

    /** Two or more relations. */
    RandomSource join() {
        RandomSource left = choices.oneIn(5) ? join() : source();
        RandomSource right = source();
        return joined(left, right.text().contains(" JOIN ") ? named(choices.any(relations)) : right);
    }

    /** Both, joined somehow. */
    RandomSource joined(RandomSource left, RandomSource right) {
        if (choices.oneIn(12)) {
            return asof(left, right);
        }
        List<String> columns = new ArrayList<>(left.columns());
        columns.addAll(right.columns());
        String kind = choices.of(" JOIN ", " JOIN ", " LEFT JOIN ", " RIGHT JOIN ", " FULL JOIN ");
        return new RandomSource(
                left.text() + kind + right.text() + " ON " + String.join(" AND ", conditions(left, right, columns)),
                columns);
    }

    private List<String> conditions(RandomSource left, RandomSource right, List<String> columns) {
        List<String> conditions = new ArrayList<>(matches(left, right));
        if (conditions.isEmpty()) {
            conditions.add(expressions.comparison(columns));
        }
        if (choices.oneIn(6)) {
            conditions.add(choices.any(columns) + " IS NOT NULL");
        }
        if (choices.oneIn(4)) {
            conditions.add(expressions.condition(columns, 1));
        }
        return conditions;
    }

    private List<String> matches(RandomSource left, RandomSource right) {
        List<String> matches = new ArrayList<>();
        for (int i = choices.between(1, 2); i > 0; i--) {
            String column = choices.any(left.columns());
            List<String> same = right.of(RandomTypes.letter(column));
            if (!same.isEmpty()) {
                matches.add(column + (choices.oneIn(8) ? " IS NOT DISTINCT FROM " : " = ") + choices.any(same));
            }
        }
        return matches;
    }

    private RandomSource asof(RandomSource left, RandomSource right) {
        List<String> orders = left.ofAny("ibta");
        if (orders.isEmpty() || left.text().contains(" ")) {
            return joined(left, right);
        }
        String order = choices.any(orders);
        List<String> same = right.of(RandomTypes.letter(order));
        String key = choices.any(left.columns());
        List<String> keys = right.of(RandomTypes.letter(key));
        if (same.isEmpty() || keys.isEmpty()) {
            return joined(left, right);
        }
        List<String> columns = new ArrayList<>(left.columns());
        columns.addAll(right.columns());
        return new RandomSource(
                left.text() + " LEFT ASOF JOIN " + right.text() + " MATCH_CONDITION (" + order + " >= "
                        + choices.any(same) + ") ON " + key + " = " + choices.any(keys),
                columns);
    }

    /** A WHERE clause, or nothing. */
    String where(List<String> columns) {
        return switch (choices.between(0, 5)) {
            case 0, 1 -> " WHERE " + expressions.condition(columns, 2);
            case 2 -> " WHERE " + expressions.membership(columns);
            case 3 ->
                choices.oneIn(3)
                        ? " WHERE " + expressions.membership(columns) + choices.of(" AND ", " OR ")
                                + expressions.condition(columns, 1)
                        : "";
            default -> "";
        };
    }
}
