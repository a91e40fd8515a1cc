package dev.millrace.engine.expression;

import dev.millrace.plan.Expression;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.IntegerType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Recognises {@code 0.908 * price > 1000000}, an integer times a constant beside a constant, and compares the integer itself. */
final class Products {
    private static final SqlType BIGINT = new IntegerType(64, true, true);
    private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private Products() {}

    /** An integer and by what it is multiplied. */
    private record Product(Node integer, BigDecimal factor) {}

    /** The comparison, or {@code null} if it is of another form or one with what is no integer of 64 bits. */
    static @Nullable Node compare(Comparison comparison, Expression.Call call, List<Node> operands) {
        if (comparison.equality) {
            return null;
        }
        BigDecimal right = constant(operands.get(1));
        if (right != null) {
            return compare(comparison, product(call.operands().get(0), operands.get(0)), right);
        }
        BigDecimal left = constant(operands.get(0));
        return left == null
                ? null
                : compare(comparison.mirrored(), product(call.operands().get(1), operands.get(1)), left);
    }

    private static @Nullable Node compare(Comparison comparison, @Nullable Product product, BigDecimal limit) {
        if (product == null || product.factor.signum() == 0) {
            return null;
        }
        Comparison turned = product.factor.signum() < 0 ? comparison.mirrored() : comparison;
        BigInteger bound = quotient(limit, product.factor, rounding(turned));
        return bound.compareTo(MIN) < 0 || bound.compareTo(MAX) > 0
                ? null
                : LongComparison.signed(turned, product.integer, new ConstantNode(bound.longValue(), BIGINT));
    }

    /** Towards the integers for which the comparison does not hold, or holds with equality. */
    private static RoundingMode rounding(Comparison comparison) {
        return switch (comparison) {
            case GREATER, LESS_OR_EQUAL -> RoundingMode.FLOOR;
            default -> RoundingMode.CEILING;
        };
    }

    private static BigInteger quotient(BigDecimal dividend, BigDecimal divisor, RoundingMode rounding) {
        return dividend.divide(divisor, 0, rounding).toBigIntegerExact();
    }

    private static @Nullable Product product(Expression expression, Node node) {
        if (!(expression instanceof Expression.Call call)
                || !(SharedNode.unshared(node) instanceof DecimalWides wides)
                || wides.factors().isEmpty()) {
            return null;
        }
        for (int i = 0; i < 2; i++) {
            BigDecimal factor = constant(wides.factors().get(i));
            if (factor != null && isSignedInteger(call.operands().get(1 - i).type())) {
                return new Product(wides.factors().get(1 - i), factor);
            }
        }
        return null;
    }

    private static boolean isSignedInteger(SqlType type) {
        return type instanceof IntegerType integer && integer.signed();
    }

    private static @Nullable BigDecimal constant(Node node) {
        return node instanceof ConstantNode constant
                ? switch (constant.value()) {
                    case BigDecimal decimal -> decimal;
                    case Long number -> constant.type() instanceof IntegerType ? BigDecimal.valueOf(number) : null;
                    case null, default -> null;
                }
                : null;
    }
}
