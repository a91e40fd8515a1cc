package dev.millrace.compiler.optimize;

import dev.millrace.functions.ScalarFunction;
import dev.millrace.functions.ScalarFunctions;
import dev.millrace.plan.Expression;
import dev.millrace.plan.Expression.Call;
import dev.millrace.plan.Expression.Cast;
import dev.millrace.plan.Expression.Literal;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.DecimalType;
import dev.millrace.types.SqlType.FloatingType;
import dev.millrace.types.SqlType.IntegerType;
import dev.millrace.types.SqlType.TextType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Computes what can be computed now without a doubt about the result; all else is left to the execution. */
public final class ConstantFolding {
    private ConstantFolding() {}

    /** Functions whose result is not determined by their arguments, or that are asked for their effect. */
    private static final Set<String> IMPURE = Set.of("NOW", "WRITELOG", "BLACKBOX", "CONNECTOR_METADATA");

    /** {@code expression} with constant parts replaced by their values; parts that fail are left as they are. */
    public static Expression fold(Expression expression) {
        return foldOnce(Expressions.mapOperands(expression, ConstantFolding::fold));
    }

    /** {@code expression}, whose operands are folded already, folded. */
    static Expression foldOnce(Expression folded) {
        return switch (folded) {
            case Cast cast when cast.operand() instanceof Literal literal -> evaluate(cast, literal);
            case Call call when isConstant(call) -> evaluate(call);
            default -> folded;
        };
    }

    private static boolean isConstant(Call call) {
        return !IMPURE.contains(call.function())
                && ScalarFunctions.isKnown(call.function())
                && call.operands().stream().allMatch(e -> e instanceof Literal);
    }

    private static Expression evaluate(Cast cast, Literal literal) {
        try {
            Object value = ScalarFunctions.cast(literal.type(), cast.type(), cast.safe())
                    .apply(new @Nullable Object[] {literal.value()});
            return value == null && !cast.type().nullable() ? cast : new Literal(value, cast.type());
        } catch (RuntimeException e) {
            return cast;
        }
    }

    private static Expression evaluate(Call call) {
        try {
            ScalarFunction function = ScalarFunctions.resolve(
                    call.function(),
                    call.operands().stream().map(Expression::type).toList(),
                    call.type());
            Object value = function.apply(
                    call.operands().stream().map(e -> ((Literal) e).value()).toArray());
            return value == null && !call.type().nullable() ? call : new Literal(value, call.type());
        } catch (RuntimeException e) {
            return call;
        }
    }

    /** The literal in another type, {@code null} if the conversion is not exact or not simple. */
    public static @Nullable Literal cast(Literal literal, SqlType type) {
        Object value = literal.value();
        if (value == null) {
            return type.nullable() ? new Literal(null, type) : null;
        }
        if (literal.type().sameAs(type)) {
            return new Literal(value, type);
        }
        Object converted = switch (type) {
            case IntegerType t -> integer(value, literal.type(), t);
            case DecimalType t -> decimal(value, literal.type(), t);
            case FloatingType t -> floating(value, literal.type(), t);
            case TextType t -> text(value, literal.type(), t);
            default -> null;
        };
        return converted == null ? null : new Literal(converted, type);
    }

    private static @Nullable Object integer(Object value, SqlType from, IntegerType type) {
        if (!(from instanceof IntegerType source) || !source.signed() || !(value instanceof Long number)) {
            return null;
        }
        boolean fits = type.signed()
                ? number >= type.min() && number <= type.max()
                : number >= 0 && (type.bits() == 64 || number <= type.max());
        return fits ? number : null;
    }

    private static @Nullable Object decimal(Object value, SqlType from, DecimalType type) {
        BigDecimal number;
        if (from instanceof IntegerType source && source.signed() && value instanceof Long integer) {
            number = BigDecimal.valueOf(integer);
        } else if (value instanceof BigDecimal decimal) {
            number = decimal;
        } else {
            return null;
        }
        if (number.stripTrailingZeros().scale() > type.scale()) {
            return null;
        }
        BigDecimal scaled = number.setScale(type.scale(), RoundingMode.UNNECESSARY);
        return scaled.precision() <= type.precision() ? scaled : null;
    }

    private static @Nullable Object floating(Object value, SqlType from, FloatingType type) {
        if (from instanceof IntegerType source && source.signed() && value instanceof Long number) {
            double exact = type.bits() == 32 ? (float) (long) number : (double) (long) number;
            return (long) exact == number && Math.abs(number) < 1L << 52 ? (Object) exact : null;
        }
        if (value instanceof BigDecimal decimal) {
            return type.bits() == 32 ? (Object) (double) decimal.floatValue() : (Object) decimal.doubleValue();
        }
        return from instanceof FloatingType && type.bits() == 64 ? value : null;
    }

    /** Character literals are of a CHAR type; as VARCHAR they keep their blanks. */
    private static @Nullable Object text(Object value, SqlType from, TextType type) {
        if (!(from instanceof TextType) || !(value instanceof String text)) {
            return null;
        }
        int length = text.codePointCount(0, text.length());
        if (type.length() != TextType.UNLIMITED && length > type.length()) {
            return null;
        }
        return type.fixed() && type.length() != TextType.UNLIMITED ? text + " ".repeat(type.length() - length) : text;
    }
}
