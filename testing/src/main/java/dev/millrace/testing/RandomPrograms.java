package dev.millrace.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Makes random programs of the dialect, with everything that is incremental: joins of all kinds, aggregates, set operations,
 * subqueries, top-k, windows, DISTINCT, views over views.
 *
 * <p>Columns carry their type in their name (i = INTEGER, b = BIGINT, d = DECIMAL, f = DOUBLE, s = VARCHAR, o = BOOLEAN, t =
 * TIMESTAMP, a = DATE), so that queries can be put together without a catalogue. The same generator state gives the same program.
 */
public final class RandomPrograms {
    private static final String TYPES = "iibdfsota";
    private static final int VIEWS_MAX = 3;

    private final RandomGenerator random;
    private final List<Relation> relations = new ArrayList<>();
    private int names;

    /** A relation and its columns. */
    private record Relation(String name, List<String> columns) {
        private List<String> of(char type) {
            return columns.stream().filter(column -> column.charAt(0) == type).toList();
        }
    }

    /** A query and the columns it yields. */
    private record Query(String sql, List<String> columns) {}

    /** Programs drawn from {@code random}. */
    public RandomPrograms(RandomGenerator random) {
        this.random = random;
    }

    /** Another program. */
    public RandomProgram next() {
        relations.clear();
        names = 0;
        List<String> tables = new ArrayList<>();
        int tableCount = random.nextInt(1, 4);
        for (int i = 0; i < tableCount; i++) {
            tables.add(table("t" + i));
        }
        List<String> views = new ArrayList<>();
        int viewCount = random.nextInt(1, VIEWS_MAX + 1);
        for (int i = 0; i < viewCount; i++) {
            Query query = query(2);
            views.add("CREATE VIEW v" + i + " AS " + query.sql);
            relations.add(new Relation("v" + i, query.columns));
        }
        return new RandomProgram(tables, views);
    }

    private String table(String name) {
        List<String> columns = new ArrayList<>();
        StringJoiner elements = new StringJoiner(", ", "(", ")");
        int kind = random.nextInt(3);
        int count = random.nextInt(2, 7);
        for (int i = 0; i < count; i++) {
            char type = i == 0 ? 'i' : TYPES.charAt(random.nextInt(TYPES.length()));
            String column = type + name + i;
            columns.add(column);
            boolean key = i == 0 && kind == 1;
            elements.add(column + " " + sqlType(type) + (key || random.nextInt(3) == 0 ? " NOT NULL" : "")
                    + (key ? " PRIMARY KEY" : ""));
        }
        relations.add(new Relation(name, columns));
        return "CREATE TABLE " + name + " " + elements + (kind == 2 ? " WITH ('append_only' = 'true')" : "");
    }

    private static String sqlType(char type) {
        return switch (type) {
            case 'i' -> "INTEGER";
            case 'b' -> "BIGINT";
            case 'd' -> "DECIMAL(12, 2)";
            case 'f' -> "DOUBLE";
            case 's' -> "VARCHAR";
            case 'o' -> "BOOLEAN";
            case 't' -> "TIMESTAMP";
            default -> "DATE";
        };
    }

    private Query query(int depth) {
        int choice = random.nextInt(depth > 0 ? 10 : 6);
        return switch (choice) {
            case 0 -> select(source());
            case 1, 2 -> grouped(source());
            case 3, 4 -> select(join());
            case 5 -> topK(source());
            case 6 -> grouped(join());
            case 7 -> combined(depth);
            case 8 -> nested(depth);
            default -> distinct(depth);
        };
    }

    /** Something to select from: its text for FROM and the columns, qualified. */
    private record From(String text, List<String> columns) {}

    private From source() {
        Relation relation = any(relations);
        String alias = "r" + names++;
        return new From(
                relation.name + " AS " + alias,
                relation.columns.stream().map(column -> alias + "." + column).toList());
    }

    private From join() {
        From left = random.nextInt(5) == 0 ? join() : source();
        From right = source();
        List<String> columns = new ArrayList<>(left.columns);
        columns.addAll(right.columns);
        String kind = any(List.of("JOIN", "JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN"));
        List<String> conditions = new ArrayList<>();
        for (int i = random.nextInt(1, 3); i > 0; i--) {
            String a = any(left.columns);
            List<String> same = ofType(right.columns, type(a));
            if (!same.isEmpty()) {
                conditions.add(a + " = " + any(same));
            }
        }
        if (conditions.isEmpty() || random.nextInt(4) == 0) {
            conditions.add(any(ofType(left.columns, 'i', left.columns)) + " IS NOT NULL");
        }
        if (random.nextInt(4) == 0) {
            conditions.add(comparison(columns));
        }
        return new From(left.text + " " + kind + " " + right.text + " ON " + String.join(" AND ", conditions), columns);
    }

    private Query select(From from) {
        StringJoiner items = new StringJoiner(", ");
        List<String> columns = new ArrayList<>();
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            addItem(expression(from.columns, 2), items, columns);
        }
        return new Query("SELECT " + items + " FROM " + from.text + where(from.columns), columns);
    }

    /** An expression and the letter of its type. */
    private record Typed(String text, char type) {}

    private void addItem(Typed item, StringJoiner items, List<String> columns) {
        String name = item.type + "c" + names++;
        items.add(item.text + " AS " + name);
        columns.add(name);
    }

    private Query grouped(From from) {
        StringJoiner items = new StringJoiner(", ");
        List<String> columns = new ArrayList<>();
        List<String> keys = IntStream.range(0, random.nextInt(3))
                .mapToObj(i -> any(from.columns))
                .distinct()
                .toList();
        keys.forEach(key -> addItem(new Typed(key, type(key)), items, columns));
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            addItem(aggregate(from.columns), items, columns);
        }
        String having = random.nextInt(4) == 0 ? " HAVING COUNT(*) > " + random.nextInt(3) : "";
        return new Query(
                "SELECT " + items + " FROM " + from.text + where(from.columns)
                        + (keys.isEmpty() ? "" : " GROUP BY " + String.join(", ", keys)) + having,
                columns);
    }

    private Typed aggregate(List<String> columns) {
        String column = any(columns);
        char type = type(column);
        String distinct = random.nextInt(4) == 0 ? "DISTINCT " : "";
        String filter = random.nextInt(4) == 0 ? " FILTER (WHERE " + condition(columns, 1) + ")" : "";
        boolean number = "ibdf".indexOf(type) >= 0;
        return switch (random.nextInt(number ? 6 : 4)) {
            case 0 -> new Typed("COUNT(*)" + filter, 'b');
            case 1 -> new Typed("COUNT(" + distinct + column + ")" + filter, 'b');
            case 2 -> new Typed("MIN(" + column + ")" + filter, type);
            case 3 -> new Typed("MAX(" + column + ")" + filter, type);
            case 4 -> new Typed("SUM(" + distinct + column + ")" + filter, type);
            default -> new Typed("AVG(" + distinct + column + ")" + filter, type);
        };
    }

    private Query topK(From from) {
        String partition = any(from.columns);
        String order = any(from.columns) + (random.nextBoolean() ? " DESC" : "");
        String second = any(from.columns);
        if (random.nextInt(3) == 0) {
            StringJoiner items = new StringJoiner(", ");
            List<String> columns = new ArrayList<>();
            from.columns.forEach(column -> addItem(new Typed(column, type(column)), items, columns));
            return new Query(
                    "SELECT " + items + " FROM " + from.text + " ORDER BY " + String.join(", ", columns.subList(0, 1))
                            + " LIMIT " + random.nextInt(1, 5),
                    columns);
        }
        String function = any(List.of("ROW_NUMBER", "RANK", "DENSE_RANK"));
        StringJoiner inner = new StringJoiner(", ");
        List<String> columns = new ArrayList<>();
        from.columns.forEach(column -> addItem(new Typed(column, type(column)), inner, columns));
        String ties = function.equals("ROW_NUMBER") ? ", " + String.join(", ", from.columns) : ", " + second;
        return new Query(
                "SELECT " + String.join(", ", columns) + " FROM (SELECT " + inner + ", " + function
                        + "() OVER (PARTITION BY " + partition + " ORDER BY " + order + ties + ") AS rn FROM "
                        + from.text + ") WHERE rn <= " + random.nextInt(1, 4),
                columns);
    }

    private Query combined(int depth) {
        Relation left = any(relations);
        List<String> columns = new ArrayList<>();
        StringJoiner leftItems = new StringJoiner(", ");
        StringJoiner rightItems = new StringJoiner(", ");
        Relation right = any(relations);
        for (String column : left.columns) {
            List<String> same = right.of(type(column));
            if (!same.isEmpty() && columns.size() < 3) {
                addItem(new Typed(column, type(column)), leftItems, columns);
                rightItems.add(any(same));
            }
        }
        if (columns.isEmpty()) {
            return query(depth - 1);
        }
        String operation = any(List.of("UNION", "UNION ALL", "INTERSECT", "INTERSECT ALL", "EXCEPT", "EXCEPT ALL"));
        return new Query(
                "SELECT " + leftItems + " FROM " + left.name + " " + operation + " SELECT " + rightItems + " FROM "
                        + right.name,
                columns);
    }

    private Query nested(int depth) {
        Query inner = query(depth - 1);
        String alias = "q" + names++;
        From from = new From(
                "(" + inner.sql + ") AS " + alias,
                inner.columns.stream().map(column -> alias + "." + column).toList());
        return random.nextBoolean() ? select(from) : grouped(from);
    }

    private Query distinct(int depth) {
        Query inner = query(depth - 1);
        return new Query("SELECT DISTINCT * FROM (" + inner.sql + ") AS q" + names++, inner.columns);
    }

    private String where(List<String> columns) {
        return switch (random.nextInt(6)) {
            case 0, 1 -> " WHERE " + condition(columns, 2);
            case 2 -> " WHERE " + membership(columns);
            default -> "";
        };
    }

    private String condition(List<String> columns, int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 4)) {
            case 0, 1 -> comparison(columns);
            case 2 -> any(columns) + any(List.of(" IS NULL", " IS NOT NULL"));
            case 3 -> comparison(columns);
            case 4 -> "(" + condition(columns, depth - 1) + " AND " + condition(columns, depth - 1) + ")";
            case 5 -> "(" + condition(columns, depth - 1) + " OR " + condition(columns, depth - 1) + ")";
            case 6 -> "NOT (" + condition(columns, depth - 1) + ")";
            default -> same(columns, any(columns));
        };
    }

    private String comparison(List<String> columns) {
        String left = any(columns);
        String operator = any(List.of("=", "<>", "<", "<=", ">", ">="));
        List<String> same = ofType(columns, type(left));
        String right = random.nextBoolean() ? any(same) : literal(type(left));
        return left + " " + operator + " " + right;
    }

    private String same(List<String> columns, String column) {
        return column + " IS NOT DISTINCT FROM " + any(ofType(columns, type(column)));
    }

    private String membership(List<String> columns) {
        String column = any(columns);
        Relation other = any(relations);
        List<String> same = other.of(type(column));
        if (same.isEmpty()) {
            return comparison(columns);
        }
        String alias = "m" + names++;
        String match = alias + "." + any(same);
        return switch (random.nextInt(5)) {
            case 0 -> column + " IN (SELECT " + match + " FROM " + other.name + " AS " + alias + ")";
            case 1 -> column + " NOT IN (SELECT " + match + " FROM " + other.name + " AS " + alias + ")";
            case 2 -> "EXISTS (SELECT 1 FROM " + other.name + " AS " + alias + " WHERE " + match + " = " + column + ")";
            case 3 ->
                "NOT EXISTS (SELECT 1 FROM " + other.name + " AS " + alias + " WHERE " + match + " = " + column + ")";
            default -> column + " >= (SELECT MIN(" + match + ") FROM " + other.name + " AS " + alias + ")";
        };
    }

    private Typed expression(List<String> columns, int depth) {
        String column = any(columns);
        char type = type(column);
        if (depth == 0 || random.nextInt(3) == 0) {
            return new Typed(column, type);
        }
        return switch (random.nextInt(5)) {
            case 0 ->
                new Typed(
                        "CASE WHEN " + condition(columns, 1) + " THEN " + column + " ELSE " + any(ofType(columns, type))
                                + " END",
                        type);
            case 1 -> new Typed("COALESCE(" + column + ", " + literal(type) + ")", type);
            case 2 ->
                "ibdf".indexOf(type) >= 0
                        ? new Typed("CAST(" + column + " + " + literal(type) + " AS " + sqlType(type) + ")", type)
                        : new Typed(column, type);
            case 3 -> type == 's' ? new Typed("UPPER(" + column + ")", 's') : new Typed(column, type);
            default -> new Typed("(" + condition(columns, 1) + ")", 'o');
        };
    }

    private String literal(char type) {
        int small = random.nextInt(-2, 6);
        return switch (type) {
            case 'i', 'b' -> small < 0 ? "(" + small + ")" : String.valueOf(small);
            case 'd' -> "CAST(" + small + ".5 AS DECIMAL(12, 2))";
            case 'f' -> "CAST(" + small + " AS DOUBLE)";
            case 's' -> any(List.of("''", "'a'", "'ab'", "'apple'"));
            case 'o' -> random.nextBoolean() ? "TRUE" : "FALSE";
            case 't' -> "TIMESTAMP '2022-01-08 00:00:0" + random.nextInt(10) + "'";
            default -> "DATE '2022-01-0" + random.nextInt(8, 10) + "'";
        };
    }

    private static char type(String column) {
        return column.charAt(column.indexOf('.') + 1);
    }

    private static List<String> ofType(List<String> columns, char type) {
        return columns.stream().filter(column -> type(column) == type).toList();
    }

    private static List<String> ofType(List<String> columns, char type, List<String> otherwise) {
        List<String> same = ofType(columns, type);
        return same.isEmpty() ? otherwise : same;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
