package dev.millrace.functions;

import dev.millrace.functions.Catalogue.Definition;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.BooleanType;
import dev.millrace.types.SqlType.FloatingType;
import dev.millrace.types.SqlType.IntegerType;
import dev.millrace.types.SqlType.TextType;
import dev.millrace.types.SqlType.VariantType;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Every scalar function, by its upper-case SQL name.
 *
 * <p>Operators go by their symbol ({@code "+"}, {@code "<="}, {@code "||"}) or words ({@code "IS NULL"}); negation is {@code
 * "NEGATE"}; constructors are {@code "ROW"}, {@code "ARRAY"} and {@code "MAP"}; access is {@code "ITEM"} (array from 1, map,
 * VARIANT, ROW) and {@code "FIELD"} (ROW, number from 0). Units of time are text literals: {@code EXTRACT('YEAR', t)}, {@code
 * FLOOR(t, 'MONTH')}, {@code TIMESTAMPADD('DAY', n, t)}. Operands that are lambdas have the type of their body.
 *
 * <p>A function is NULL if an argument is, unless SQL says otherwise.
 */
public final class ScalarFunctions {
    private static final Map<String, Definition> DEFINITIONS = definitions();

    private ScalarFunctions() {}

    private static Map<String, Definition> definitions() {
        Catalogue catalogue = new Catalogue();
        Arithmetic.define(catalogue);
        Comparisons.define(catalogue);
        Conditionals.define(catalogue);
        Rounding.define(catalogue);
        Mathematics.define(catalogue);
        Strings.define(catalogue);
        Patterns.define(catalogue);
        Binaries.define(catalogue);
        TimeRounding.define(catalogue);
        TimeParts.define(catalogue);
        TimeFormats.define(catalogue);
        TimeWindows.define(catalogue);
        ArrayFunctions.define(catalogue);
        MapFunctions.define(catalogue);
        Access.define(catalogue);
        VariantFunctions.define(catalogue);
        return catalogue.definitions();
    }

    /**
     * The function for operands of these types. Throws IllegalArgumentException if there is none of that name, or not for these
     * types.
     */
    public static ScalarFunction resolve(String name, List<SqlType> operands, SqlType result) {
        Definition definition = definition(name);
        try {
            return definition.binding().bind(new Signature(operands, result));
        } catch (ClassCastException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(name + " is not defined for " + operands, e);
        }
    }

    /** Whether there is a function of that name, for whatever types. */
    public static boolean isKnown(String name) {
        return DEFINITIONS.containsKey(name.toUpperCase(Locale.ROOT));
    }

    /** Whether it can throw {@link EvaluationException} for some arguments of these types. */
    public static boolean canFail(String name, List<SqlType> operands, SqlType result) {
        return definition(name).fails().test(new Signature(operands, result));
    }

    /** CAST or, where {@code safe}, SAFE_CAST. Throws IllegalArgumentException if there is no conversion between the types. */
    public static ScalarFunction cast(SqlType from, SqlType to, boolean safe) {
        ScalarFunction conversion = Casts.bind(from, to);
        return safe ? Casts.safe(conversion) : conversion;
    }

    /** Whether CAST can throw {@link EvaluationException} for some value of these types. */
    public static boolean castCanFail(SqlType from, SqlType to) {
        return switch (to) {
            case TextType text -> false;
            case VariantType variant -> false;
            case FloatingType floating -> from instanceof TextType;
            case BooleanType truth -> from instanceof TextType;
            case IntegerType integer -> !(from instanceof IntegerType narrow && isWithin(narrow, integer));
            default -> !from.sameAs(to) && !(from instanceof VariantType);
        };
    }

    private static boolean isWithin(IntegerType inner, IntegerType outer) {
        return inner.signed() == outer.signed()
                ? inner.bits() <= outer.bits()
                : outer.signed() && inner.bits() < outer.bits();
    }

    /** Whether FORMAT_TIMESTAMP with this strftime pattern gives all times of a minute the same text, and the pattern is good. */
    public static boolean isSameWithinMinute(String pattern) {
        try {
            return TimePattern.of(pattern).isConstantInMinute();
        } catch (EvaluationException e) {
            return false;
        }
    }

    /** What the reference says, by name. */
    public static List<FunctionDoc> catalogue() {
        return DEFINITIONS.values().stream().map(Definition::doc).toList();
    }

    private static Definition definition(String name) {
        Definition definition = DEFINITIONS.get(name.toUpperCase(Locale.ROOT));
        if (definition == null) {
            throw new IllegalArgumentException("no function " + name);
        }
        return definition;
    }
}
