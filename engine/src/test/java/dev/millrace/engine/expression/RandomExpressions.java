package dev.millrace.engine.expression;

import dev.millrace.plan.Expression;
import dev.millrace.plan.Position;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.BooleanType;
import dev.millrace.types.SqlType.DateType;
import dev.millrace.types.SqlType.DecimalType;
import dev.millrace.types.SqlType.FloatingType;
import dev.millrace.types.SqlType.IntegerType;
import dev.millrace.types.SqlType.IntervalType;
import dev.millrace.types.SqlType.TextType;
import dev.millrace.types.SqlType.TimestampType;
import dev.millrace.types.TimeUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Expressions over a batch of {@link RandomValues}, of a wanted type, that the functions room can evaluate. */
final class RandomExpressions {
    static final SqlType BOOLEAN = new BooleanType(true);
    static final SqlType BIGINT = new IntegerType(64, true, true);
    static final SqlType TEXT = new TextType(false, TextType.UNLIMITED, true);
    private static final SqlType TIMESTAMP = new TimestampType(false, true);
    private static final SqlType DATE = new DateType(true);
    private static final SqlType INTERVAL = new IntervalType(TimeUnit.DAY, TimeUnit.SECOND, true);

    private static final List<String> COMPARISONS =
            List.of("=", "<>", "<", "<=", ">", ">=", "IS DISTINCT FROM", "IS NOT DISTINCT FROM");
    private static final List<String> TESTS =
            List.of("NOT", "IS TRUE", "IS NOT TRUE", "IS FALSE", "IS NOT FALSE", "IS NULL", "IS NOT NULL");
    private static final List<String> OPERATORS = List.of("+", "-", "*", "/", "%");
    private static final List<String> PARTS = List.of(
            "YEAR",
            "QUARTER",
            "MONTH",
            "WEEK",
            "DAY",
            "DOW",
            "DOY",
            "ISODOW",
            "HOUR",
            "MINUTE",
            "SECOND",
            "MILLISECOND",
            "MICROSECOND",
            "NANOSECOND",
            "EPOCH",
            "CENTURY",
            "DECADE",
            "MILLENNIUM",
            "ISOYEAR");
    private static final List<String> SEPARATORS = List.of("a", "-", " ", "p", "é", "本", "pp", "pl", "");
    private static final List<String> UNITS =
            List.of("YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "HOUR", "MINUTE", "SECOND", "MILLISECOND");
    private static final List<String> PATTERNS = List.of(
            "a%", "%e", "%p%", "apple", "_", "%", "", "a_p%e", "%a%b%", "é%", "%本%", "b\\%%", "%%", "__%", "_日%");

    private static final List<String> SIDES = List.of("BOTH", "LEADING", "TRAILING");
    private static final List<String> FORMATS = List.of("%Y-%m-%d", "%H:%M", "%d.%m.%y", "%S", "%Y %j", "%A %b", "%%");
    private static final List<String> OLD = List.of("a", "aa", "ab", "", "p", "é", "本語", "apple", " ", "abc");
    private static final List<String> NEW = List.of("", "", "a", "xyz", "ß", "本");
    private static final List<String> LOWER_CASE =
            List.of("apple", "kiwi kiwi kiwi", "kiwi", "", "aab", "straße fifl", "apple pie", "abcabcabcaaaaaaab-abc");
    private static final List<String> UPPER_CASE =
            List.of("APPLE", "STRASSE FIFL", "SS", "KIWI", "É", "AAB", "APPLE PIE", "ABCABCABCAAAAAAAB-ABC");

    private final Random random;
    private final RandomValues values;

    RandomExpressions(Random random, RandomValues values) {
        this.random = random;
        this.values = values;
    }

    /** An expression of the type; the deeper, the more operators it nests. */
    Expression of(SqlType type, int depth) {
        for (int attempt = 0; depth > 0 && attempt < 4; attempt++) {
            Expression expression = nested(type, depth - 1);
            if (expression != null && isDefined(expression)) {
                return expression;
            }
        }
        return leaf(type);
    }

    private Expression leaf(SqlType type) {
        int index = RandomValues.TYPES.indexOf(type);
        return index >= 0 && random.nextInt(4) > 0
                ? new Expression.Input(index, type)
                : new Expression.Literal(random.nextInt(8) == 0 ? null : values.value(type), type);
    }

    private @Nullable Expression nested(SqlType type, int depth) {
        return switch (random.nextInt(8)) {
            case 0 -> choice(type, depth);
            case 1 -> {
                SqlType from = anyType();
                yield new Expression.Cast(of(from, depth), type, random.nextInt(4) == 0, position());
            }
            case 2 ->
                call(pick(List.of("COALESCE", "GREATEST", "LEAST", "NULLIF")), type, of(type, depth), of(type, depth));
            default -> typical(type, depth);
        };
    }

    private @Nullable Expression typical(SqlType type, int depth) {
        return switch (type) {
            case BooleanType t -> truth(depth);
            case IntegerType t -> t.equals(BIGINT) && random.nextInt(3) == 0 ? measure(depth) : number(t, depth);
            case DecimalType t -> number(t, depth);
            case FloatingType t -> number(t, depth);
            case TextType t -> t.length() == TextType.UNLIMITED ? text(depth) : null;
            case TimestampType t -> timestamp(depth);
            case DateType t ->
                random.nextBoolean()
                        ? call("FLOOR", DATE, of(DATE, depth), literal(pick(UNITS)))
                        : call(pick(List.of("+", "-")), DATE, of(DATE, depth), of(anyInterval(), 0));
            case IntervalType t ->
                t.yearMonth()
                        ? null
                        : random.nextBoolean()
                                ? call("-", t, of(TIMESTAMP, depth), of(TIMESTAMP, depth))
                                : call(pick(List.of("+", "-")), t, of(t, depth), of(t, depth));
            default -> null;
        };
    }

    private @Nullable Expression truth(int depth) {
        SqlType type = anyType();
        return switch (random.nextInt(10)) {
            case 9 -> products();
            case 7 -> changed(depth, random.nextBoolean());
            case 8 -> changedMembers(depth);
            case 0 -> call(pick(TESTS), BOOLEAN, of(BOOLEAN, depth));
            case 1 -> call(pick(List.of("IS NULL", "IS NOT NULL")), BOOLEAN, of(type, depth));
            case 2 -> logic(depth);
            case 3 -> members(type, depth);
            case 4 -> like(depth);
            case 5 -> numbers(anyNumber(), anyNumber(), depth);
            default -> call(pick(COMPARISONS), BOOLEAN, of(type, depth), of(type, depth));
        };
    }

    /** A product with a constant beside a constant. */
    private Expression products() {
        SqlType factor = new DecimalType(4, 3, true);
        SqlType result = new DecimalType(23, 3, true);
        Expression constant = new Expression.Literal(values.value(factor), factor);
        Expression integer = of(BIGINT, 1);
        Expression product =
                random.nextBoolean() ? call("*", result, constant, integer) : call("*", result, integer, constant);
        SqlType type = pick(List.of(result, BIGINT, new DecimalType(10, 2, true), new DecimalType(38, 19, true)));
        Expression limit = new Expression.Literal(values.value(type), type);
        return random.nextBoolean()
                ? call(pick(COMPARISONS), BOOLEAN, product, limit)
                : call(pick(COMPARISONS), BOOLEAN, limit, product);
    }

    private Expression changed(int depth, boolean upper) {
        Expression text = call(upper ? "UPPER" : "LOWER", TEXT, of(TEXT, depth));
        Expression constant = literal(pick(upper ? UPPER_CASE : LOWER_CASE));
        return random.nextBoolean()
                ? call(pick(COMPARISONS), BOOLEAN, text, constant)
                : call(pick(COMPARISONS), BOOLEAN, constant, text);
    }

    private Expression changedMembers(int depth) {
        boolean and = random.nextBoolean();
        boolean upper = random.nextBoolean();
        Expression text = call(upper ? "UPPER" : "LOWER", TEXT, of(TEXT, depth));
        List<Expression> operands = new ArrayList<>();
        for (int i = 0; i < 3 + random.nextInt(4); i++) {
            operands.add(call(and ? "<>" : "=", BOOLEAN, text, literal(pick(upper ? UPPER_CASE : LOWER_CASE))));
        }
        operands.add(of(BOOLEAN, depth));
        return new Expression.Logic(and, operands, BOOLEAN);
    }

    /** Signed with unsigned integers is for the compiler to resolve. */
    private @Nullable Expression numbers(SqlType left, SqlType right, int depth) {
        boolean mixed = left instanceof IntegerType x && right instanceof IntegerType y && x.signed() != y.signed();
        return mixed ? null : call(pick(COMPARISONS), BOOLEAN, of(left, depth), of(right, depth));
    }

    private Expression logic(int depth) {
        List<Expression> operands = new ArrayList<>();
        for (int i = 0; i < 2 + random.nextInt(3); i++) {
            operands.add(of(BOOLEAN, depth));
        }
        return new Expression.Logic(random.nextBoolean(), operands, BOOLEAN);
    }

    private Expression members(SqlType type, int depth) {
        boolean and = random.nextBoolean();
        Expression operand = of(type, depth);
        List<Expression> operands = new ArrayList<>();
        for (int i = 0; i < 2 + random.nextInt(6); i++) {
            Expression literal = new Expression.Literal(values.value(type), type);
            operands.add(call(and ? "<>" : "=", BOOLEAN, operand, literal));
        }
        return new Expression.Logic(and, operands, BOOLEAN);
    }

    private Expression like(int depth) {
        Expression pattern = random.nextInt(5) == 0 ? of(TEXT, 0) : literal(pick(PATTERNS));
        String name = pick(List.of("LIKE", "NOT LIKE", "ILIKE"));
        return random.nextInt(3) == 0
                ? call(name, BOOLEAN, of(TEXT, depth), pattern, literal("\\"))
                : call(name, BOOLEAN, of(TEXT, depth), pattern);
    }

    private Expression number(SqlType type, int depth) {
        SqlType left = random.nextInt(3) == 0 ? anyNumber() : type;
        SqlType right = random.nextInt(3) == 0 ? anyNumber() : type;
        return switch (random.nextInt(5)) {
            case 0 -> call(pick(List.of("NEGATE", "ABS", "SIGN", "FLOOR", "CEIL", "ROUND")), type, of(type, depth));
            case 1 -> call("DIV_NULL", type, of(left, depth), of(right, depth));
            default -> call(pick(OPERATORS), type, of(left, depth), of(right, depth));
        };
    }

    private Expression measure(int depth) {
        SqlType time = pick(List.of(TIMESTAMP, TIMESTAMP, DATE, INTERVAL, new SqlType.TimeType(true)));
        return switch (random.nextInt(7)) {
            case 6 -> call("POSITION", BIGINT, literal(pick(SEPARATORS)), of(TEXT, depth));
            case 0 -> call("CHAR_LENGTH", BIGINT, of(TEXT, depth));
            case 4 -> call("CHAR_LENGTH", BIGINT, replaced(of(TEXT, depth)));
            case 5 -> {
                Expression text = of(TEXT, depth);
                yield call(
                        "-",
                        BIGINT,
                        call("CHAR_LENGTH", BIGINT, text),
                        call("CHAR_LENGTH", BIGINT, replaced(random.nextInt(4) == 0 ? of(TEXT, depth) : text)));
            }
            case 1 ->
                call(
                        pick(List.of("YEAR", "MONTH", "DAYOFMONTH", "HOUR", "MINUTE", "SECOND", "DOW")),
                        BIGINT,
                        of(time, depth));
            case 2 -> call("TIMESTAMPDIFF", BIGINT, literal(pick(UNITS)), of(TIMESTAMP, depth), of(TIMESTAMP, depth));
            default -> call("EXTRACT", BIGINT, literal(pick(PARTS)), of(time, depth));
        };
    }

    private Expression timestamp(int depth) {
        return switch (random.nextInt(4)) {
            case 0 -> call("FLOOR", TIMESTAMP, of(TIMESTAMP, depth), literal(pick(UNITS)));
            case 1 -> call("CEIL", TIMESTAMP, of(TIMESTAMP, depth), literal(pick(UNITS)));
            case 2 -> call("DATE_TRUNC", TIMESTAMP, of(TIMESTAMP, depth), literal(pick(UNITS)));
            default -> call(pick(List.of("+", "-")), TIMESTAMP, of(TIMESTAMP, depth), of(anyInterval(), 0));
        };
    }

    private Expression text(int depth) {
        Expression operand = of(TEXT, depth);
        Expression number = of(random.nextBoolean() ? BIGINT : new IntegerType(8, true, true), 0);
        return switch (random.nextInt(16)) {
            case 9, 10 -> replaced(operand);
            case 11 -> call("RIGHT", TEXT, operand, number);
            case 12 -> call(pick(List.of("TRIM", "LTRIM", "RTRIM")), TEXT, operand);
            case 13 ->
                random.nextBoolean()
                        ? call("TRIM", TEXT, literal(pick(SIDES)), literal(pick(SEPARATORS)), operand)
                        : call("TRIM", TEXT, operand, literal(pick(SEPARATORS)));
            case 14 ->
                random.nextBoolean()
                        ? call("FORMAT_TIMESTAMP", TEXT, literal(pick(FORMATS)), of(TIMESTAMP, depth))
                        : call("FORMAT_DATE", TEXT, literal(pick(FORMATS)), of(DATE, depth));
            case 15 -> new Expression.Cast(of(anyInteger(), depth), TEXT, false, position());
            case 0 -> call("||", TEXT, operand, of(TEXT, depth));
            case 1 -> call("UPPER", TEXT, operand);
            case 2 -> call("LOWER", TEXT, operand);
            case 3 -> call("LEFT", TEXT, operand, number);
            case 4 -> call("SUBSTRING", TEXT, operand, number);
            case 5 -> call("CONCAT", TEXT, operand, of(TEXT, depth), literal("-"));
            case 6 -> call("SPLIT_PART", TEXT, operand, literal(pick(SEPARATORS)), number);
            case 7 -> call("SPLIT_PART", TEXT, operand, literal(pick(SEPARATORS)), smallNumber());
            default -> call("SUBSTRING", TEXT, operand, number, of(BIGINT, 0));
        };
    }

    private Expression replaced(Expression text) {
        Expression by = random.nextInt(5) == 0 ? of(TEXT, 0) : literal(pick(NEW));
        return call("REPLACE", TEXT, text, literal(pick(OLD)), by);
    }

    private Expression smallNumber() {
        return new Expression.Literal(random.nextLong(-4, 5), BIGINT);
    }

    private Expression choice(SqlType type, int depth) {
        List<Expression.Branch> branches = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            branches.add(new Expression.Branch(of(BOOLEAN, depth), of(type, depth)));
        }
        return new Expression.Case(branches, of(type, depth), type);
    }

    private Expression call(String function, SqlType type, Expression... operands) {
        return new Expression.Call(function, List.of(operands), type, position());
    }

    private static Expression literal(String text) {
        return new Expression.Literal(text, TEXT);
    }

    private Position position() {
        return new Position(1, 1 + random.nextInt(1000));
    }

    private SqlType anyType() {
        return pick(RandomValues.TYPES);
    }

    private SqlType anyNumber() {
        return pick(RandomValues.TYPES.stream()
                .filter(t -> t instanceof IntegerType || t instanceof DecimalType || t instanceof FloatingType)
                .toList());
    }

    private SqlType anyInteger() {
        return pick(RandomValues.TYPES.stream()
                .filter(IntegerType.class::isInstance)
                .toList());
    }

    private SqlType anyInterval() {
        return pick(RandomValues.TYPES.stream()
                .filter(IntervalType.class::isInstance)
                .toList());
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static boolean isDefined(Expression expression) {
        try {
            RowExpression.compile(expression);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
