package dev.millrace.testing;

import java.util.List;

/** Makes random scalar expressions and conditions over columns that are in scope. */
final class RandomExpressions {
    private final Choices choices;
    private final List<RandomSource> relations;

    /** {@code relations} are those that subqueries may read; the list may grow. */
    RandomExpressions(Choices choices, List<RandomSource> relations) {
        this.choices = choices;
        this.relations = relations;
    }

    /** An expression and the letter of its type. */
    record Typed(String text, char type) {}

    /** An expression over the columns; a mere column if {@code depth} is 0. */
    Typed expression(List<String> columns, int depth) {
        String column = choices.any(columns);
        char type = RandomTypes.letter(column);
        Typed plain = new Typed(column, type);
        if (depth == 0 || choices.oneIn(3)) {
            return plain;
        }
        return switch (choices.between(0, 9)) {
            case 0 -> conditional(columns, plain);
            case 1 -> new Typed("COALESCE(" + column + ", " + literal(type) + ")", type);
            case 2 -> new Typed("(" + condition(columns, 1) + ")", 'o');
            case 3 -> type == 'y' ? plain : new Typed("NULLIF(" + column + ", " + literal(type) + ")", type);
            case 4 -> scalarSubquery(columns);
            default -> function(columns, plain);
        };
    }

    private Typed conditional(List<String> columns, Typed value) {
        String other = choices.any(RandomTypes.of(columns, value.type));
        String branches = choices.oneIn(3)
                ? " WHEN " + condition(columns, 0) + " THEN " + literal(value.type) + otherwise(other)
                : otherwise(other);
        return new Typed("CASE WHEN " + condition(columns, 1) + " THEN " + value.text + branches + " END", value.type);
    }

    private String otherwise(String value) {
        return choices.oneIn(3) ? "" : " ELSE " + value;
    }

    private Typed function(List<String> columns, Typed value) {
        String text = value.text;
        return switch (value.type) {
            case 'i', 'b', 'm', 'd', 'w', 'f', 'r' -> arithmetic(columns, value);
            case 's' -> textFunction(text);
            case 'c' -> choices.of(new Typed("UPPER(" + text + ")", 's'), new Typed(text + " || 'x'", 's'));
            case 't' ->
                choices.of(
                        new Typed("EXTRACT(SECOND FROM " + text + ")", 'b'),
                        new Typed(text + " + INTERVAL '1' SECOND", 't'),
                        new Typed("CAST(" + text + " AS DATE)", 'a'),
                        new Typed("FLOOR(" + text + " TO MINUTE)", 't'),
                        new Typed("TIMESTAMPDIFF(SECOND, " + text + ", TIMESTAMP '2022-01-08 00:00:10')", 'i'));
            case 'a' ->
                choices.of(
                        new Typed("EXTRACT(DAY FROM " + text + ")", 'b'),
                        new Typed(text + " + INTERVAL '1' DAY", 'a'),
                        new Typed("CAST(" + text + " AS TIMESTAMP)", 't'));
            case 'e' -> new Typed("EXTRACT(HOUR FROM " + text + ")", 'b');
            case 'o' -> choices.of(new Typed("(NOT " + text + ")", 'o'), new Typed("(" + text + " IS TRUE)", 'o'));
            case 'y' ->
                choices.of(
                        new Typed("CARDINALITY(" + text + ")", 'i'),
                        new Typed(text + "[" + choices.between(1, 3) + "]", 'i'),
                        new Typed("ARRAY[" + choices.between(1, 3) + ", 7]", 'y'));
            default -> value;
        };
    }

    private Typed arithmetic(List<String> columns, Typed value) {
        char type = value.type;
        String sql = RandomTypes.sql(type);
        String other = choices.oneIn(3) ? choices.any(RandomTypes.of(columns, type)) : literal(type);
        return switch (choices.between(0, 7)) {
            case 0, 1 -> new Typed("CAST(" + value.text + " + " + other + " AS " + sql + ")", type);
            case 2 -> new Typed("CAST(" + value.text + " - " + other + " AS " + sql + ")", type);
            case 3 -> new Typed("CAST(" + value.text + " * " + other + " AS " + sql + ")", type);
            case 4 -> division(value, other);
            case 5 -> new Typed("ABS(" + value.text + ")", type);
            case 6 -> new Typed("(- " + value.text + ")", type);
            default -> "fr".indexOf(type) >= 0 ? value : new Typed("CAST(" + value.text + " AS VARCHAR)", 's');
        };
    }

    /** Seldom by zero: a step that fails tests little else. */
    private Typed division(Typed value, String other) {
        String divisor = choices.oneIn(6) ? other : "NULLIF(" + other + ", 0)";
        String operator = RandomTypes.INTEGERS.indexOf(value.type) >= 0 ? choices.of(" / ", " % ") : " / ";
        return new Typed(
                "CAST(" + value.text + operator + divisor + " AS " + RandomTypes.sql(value.type) + ")", value.type);
    }

    private Typed textFunction(String text) {
        return switch (choices.between(0, 7)) {
            case 0 -> new Typed("UPPER(" + text + ")", 's');
            case 1 -> new Typed("LOWER(" + text + ")", 's');
            case 2 -> new Typed(text + " || 'b'", 's');
            case 3 -> new Typed("SUBSTRING(" + text + " FROM " + choices.between(1, 2) + " FOR 2)", 's');
            case 4 -> new Typed("CHAR_LENGTH(" + text + ")", 'i');
            case 5 -> new Typed("TRIM(" + text + ")", 's');
            case 6 -> new Typed("SAFE_CAST(" + text + " AS INTEGER)", 'i');
            default -> new Typed("REPLACE(" + text + ", 'a', 'é')", 's');
        };
    }

    /** A scalar subquery that has one row, correlated or not. */
    private Typed scalarSubquery(List<String> columns) {
        RandomSource other = choices.any(relations);
        String alias = choices.alias();
        String value = choices.any(other.columns());
        char type = RandomTypes.letter(value);
        String where = correlation(columns, other, alias);
        return RandomTypes.ORDERED.indexOf(type) < 0 || choices.oneIn(3)
                ? new Typed("(SELECT COUNT(*) FROM " + other.text() + " AS " + alias + where + ")", 'b')
                : new Typed(
                        "(SELECT " + choices.of("MIN", "MAX") + "(" + alias + "." + value + ") FROM " + other.text()
                                + " AS " + alias + where + ")",
                        type);
    }

    private String correlation(List<String> columns, RandomSource other, String alias) {
        String column = choices.any(columns);
        List<String> same = other.of(RandomTypes.letter(column));
        return same.isEmpty() || choices.oneIn(3)
                ? ""
                : " WHERE " + alias + "." + choices.any(same) + choices.of(" = ", " = ", " = ", " < ") + column;
    }

    /** A condition over the columns; without connectives if {@code depth} is 0. */
    String condition(List<String> columns, int depth) {
        return switch (choices.between(0, depth > 0 ? 15 : 9)) {
            case 0, 1, 2, 3 -> comparison(columns);
            case 4 -> choices.any(columns) + choices.of(" IS NULL", " IS NOT NULL");
            case 5 -> truth(columns);
            case 6 -> list(columns);
            case 7 -> between(columns);
            case 8 -> like(columns);
            case 9 -> same(columns);
            case 10, 11 -> "(" + condition(columns, depth - 1) + " AND " + condition(columns, depth - 1) + ")";
            case 12, 13 -> "(" + condition(columns, depth - 1) + " OR " + condition(columns, depth - 1) + ")";
            case 14 -> "NOT (" + condition(columns, depth - 1) + ")";
            default -> commonFactor(columns);
        };
    }

    private String commonFactor(List<String> columns) {
        String factor = comparison(columns);
        return "((" + factor + " AND " + condition(columns, 0) + ") OR (" + condition(columns, 0) + " AND " + factor
                + "))";
    }

    /** A comparison of two columns or of a column and a literal. */
    String comparison(List<String> columns) {
        String left = choices.any(columns);
        char type = RandomTypes.letter(left);
        String right = choices.oneIn(2) ? choices.any(RandomTypes.of(columns, type)) : literal(type);
        boolean ordered = RandomTypes.ORDERED.indexOf(type) >= 0;
        return left
                + (ordered ? choices.of(" = ", " = ", " <> ", " < ", " <= ", " > ", " >= ") : choices.of(" = ", " <> "))
                + right;
    }

    private String truth(List<String> columns) {
        List<String> booleans = RandomTypes.of(columns, 'o');
        return booleans.isEmpty()
                ? comparison(columns)
                : choices.any(booleans) + choices.of("", " IS TRUE", " IS NOT TRUE", " IS FALSE", " IS NOT FALSE");
    }

    private String list(List<String> columns) {
        String column = choices.any(columns);
        char type = RandomTypes.letter(column);
        if (type == 'y') {
            return comparison(columns);
        }
        String nothing = choices.oneIn(4) ? ", NULL" : "";
        return column + choices.of(" IN (", " NOT IN (") + literal(type) + ", " + literal(type) + nothing + ")";
    }

    private String between(List<String> columns) {
        String column = choices.any(columns);
        char type = RandomTypes.letter(column);
        return RandomTypes.ORDERED.indexOf(type) < 0
                ? comparison(columns)
                : column + choices.of(" BETWEEN ", " NOT BETWEEN ") + literal(type) + " AND " + literal(type);
    }

    private String like(List<String> columns) {
        List<String> texts = RandomTypes.of(columns, 's');
        return texts.isEmpty()
                ? comparison(columns)
                : choices.any(texts)
                        + choices.of(" LIKE ", " NOT LIKE ")
                        + choices.of("'a%'", "'_b'", "'%p%'", "'%'", "'a'");
    }

    private String same(List<String> columns) {
        String column = choices.any(columns);
        return column
                + choices.of(" IS NOT DISTINCT FROM ", " IS DISTINCT FROM ")
                + choices.any(RandomTypes.of(columns, RandomTypes.letter(column)));
    }

    /** A condition with a subquery. */
    String membership(List<String> columns) {
        String column = choices.any(columns);
        char type = RandomTypes.letter(column);
        RandomSource other = choices.any(relations);
        List<String> matching = other.of(type);
        if (matching.isEmpty()) {
            return comparison(columns);
        }
        String alias = choices.alias();
        String match = alias + "." + choices.any(matching);
        String from = " FROM " + other.text() + " AS " + alias;
        String more = choices.oneIn(3)
                ? " AND "
                        + condition(
                                other.columns().stream()
                                        .map(c -> alias + "." + c)
                                        .toList(),
                                0)
                : "";
        return switch (choices.between(0, 6)) {
            case 0, 1 -> column + " IN (SELECT " + match + from + (more.isEmpty() ? "" : " WHERE TRUE" + more) + ")";
            case 2 -> column + " NOT IN (SELECT " + match + from + (more.isEmpty() ? "" : " WHERE TRUE" + more) + ")";
            case 3 -> "EXISTS (SELECT 1" + from + " WHERE " + match + " = " + column + more + ")";
            case 4 -> "NOT EXISTS (SELECT 1" + from + " WHERE " + match + " = " + column + more + ")";
            case 5 -> "(SELECT COUNT(*)" + from + " WHERE " + match + " = " + column + ") > " + choices.between(0, 2);
            default ->
                RandomTypes.ORDERED.indexOf(type) < 0
                        ? comparison(columns)
                        : column + " >= (SELECT MIN(" + match + ")" + from + correlation(columns, other, alias) + ")";
        };
    }

    /** A constant of a type. */
    String literal(char type) {
        int small = choices.between(-2, 5);
        return switch (type) {
            case 'i', 'b', 'm' -> small < 0 ? "(" + small + ")" : String.valueOf(small);
            case 'd', 'w' -> "CAST(" + small + ".5 AS " + RandomTypes.sql(type) + ")";
            case 'f', 'r' -> "CAST(" + small + " AS " + RandomTypes.sql(type) + ")";
            case 's' -> choices.of("''", "'a'", "'ab'", "'apple'");
            case 'c' -> "CAST(" + choices.of("''", "'a'", "'ab'", "'app'") + " AS CHAR(3))";
            case 'o' -> choices.of("TRUE", "FALSE");
            case 't' -> "TIMESTAMP '2022-01-08 00:00:" + choices.between(10, 19) + "'";
            case 'a' -> "DATE '2022-01-" + choices.between(10, 14) + "'";
            case 'e' -> "TIME '" + choices.between(10, 20) + ":00:00'";
            case 'u' -> "UUID '00000000-0000-0001-0000-00000000000" + choices.between(0, 2) + "'";
            case 'v' -> "X'0" + choices.between(0, 3) + "01'";
            default -> "ARRAY[" + choices.between(0, 2) + "]";
        };
    }
}
