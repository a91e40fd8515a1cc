package dev.millrace.engine.expression;

import dev.millrace.plan.Expression;
import dev.millrace.types.SqlType.DecimalType;
import dev.millrace.types.Storage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic with a DECIMAL result: computed exactly, truncated to the scale of the result and checked against its precision. In
 * 64 bits where the precisions promise that nothing overflows, else in 128.
 */
final class DecimalArithmetic {
    private DecimalArithmetic() {}

    /** A kernel, or {@code null} if there is none for the types. */
    static @Nullable Node compile(
            Expression.Call call, Arithmetic.Operation operation, List<Node> operands, DecimalType type) {
        Exact x = Exact.of(call.operands().get(0).type());
        Exact y = Exact.of(call.operands().get(1).type());
        if (x == null || y == null) {
            return null;
        }
        CallSite site = CallSite.of(call);
        Node a = operands.get(0);
        Node b = operands.get(1);
        return switch (operation) {
            case ADD, SUBTRACT -> sum(site, operation, x, a, y, b, type);
            case MULTIPLY -> product(site, x, a, y, b, type);
            case DIVIDE -> quotient(site, x, a, y, b, type);
            case REMAINDER -> remainder(site, x, a, y, b, type);
        };
    }

    private static @Nullable Node sum(
            CallSite site, Arithmetic.Operation operation, Exact x, Node a, Exact y, Node b, DecimalType type) {
        int scale = Math.max(Math.max(x.scale(), y.scale()), type.scale());
        int left = scale - x.scale();
        int right = scale - y.scale();
        int drop = scale - type.scale();
        List<Node> originals = List.of(a, b);
        if (isShort(x, left) && isShort(y, right) && type.storage() == Storage.LONG) {
            int digits = Math.max(x.digits() + left, y.digits() + right) + 1 - drop;
            Node m = Scaling.longs(a, left);
            Node n = Scaling.longs(b, right);
            return new DecimalLongs(site, operation, m, n, drop, digits, type, originals);
        }
        if (!x.fitsWide(left) || !y.fitsWide(right) || drop > 0) {
            return null;
        }
        Node m = Scaling.wides(a, left);
        Node n = Scaling.wides(b, right);
        return new DecimalWides(site, operation, m, n, 0, 0, type, originals);
    }

    private static @Nullable Node product(CallSite site, Exact x, Node a, Exact y, Node b, DecimalType type) {
        int drop = x.scale() + y.scale() - type.scale();
        List<Node> originals = List.of(a, b);
        if (drop < 0 || drop > Exact.WIDE_DIGITS) {
            return null;
        }
        if (!x.wide() && !y.wide() && x.digits() + y.digits() <= Exact.LONG_DIGITS && type.storage() == Storage.LONG) {
            int digits = x.digits() + y.digits() - drop;
            return new DecimalLongs(site, Arithmetic.Operation.MULTIPLY, a, b, drop, digits, type, originals);
        }
        Node m = Scaling.unwidened(a);
        Node n = Scaling.unwidened(b);
        return new DecimalWides(site, Arithmetic.Operation.MULTIPLY, m, n, 0, drop, type, originals);
    }

    private static @Nullable Node quotient(CallSite site, Exact x, Node a, Exact y, Node b, DecimalType type) {
        int power = type.scale() - x.scale() + y.scale();
        List<Node> originals = List.of(a, b);
        if (power < 0 || power > Exact.WIDE_DIGITS) {
            return null;
        }
        if (isShort(x, power) && !y.wide() && type.storage() == Storage.LONG) {
            Node m = Scaling.longs(a, power);
            int digits = x.digits() + power;
            return new DecimalLongs(site, Arithmetic.Operation.DIVIDE, m, b, 0, digits, type, originals);
        }
        Node m = Scaling.wides(a, 0);
        Node n = Scaling.wides(b, 0);
        return new DecimalWides(site, Arithmetic.Operation.DIVIDE, m, n, power, 0, type, originals);
    }

    private static @Nullable Node remainder(CallSite site, Exact x, Node a, Exact y, Node b, DecimalType type) {
        int scale = Math.max(x.scale(), y.scale());
        int left = scale - x.scale();
        int right = scale - y.scale();
        List<Node> originals = List.of(a, b);
        if (type.scale() != scale || !x.fitsWide(left) || !y.fitsWide(right)) {
            return null;
        }
        if (x.fitsLong(left) && y.fitsLong(right) && type.storage() == Storage.LONG) {
            int digits = Math.min(x.digits() + left, y.digits() + right);
            Node m = Scaling.longs(a, left);
            Node n = Scaling.longs(b, right);
            return new DecimalLongs(site, Arithmetic.Operation.REMAINDER, m, n, 0, digits, type, originals);
        }
        Node m = Scaling.wides(a, left);
        Node n = Scaling.wides(b, right);
        return new DecimalWides(site, Arithmetic.Operation.REMAINDER, m, n, 0, 0, type, originals);
    }

    /** Whether sums of two such numbers times a power of ten still fit a long. */
    private static boolean isShort(Exact number, int power) {
        return number.fitsLong(power) && number.digits() + power <= Exact.LONG_DIGITS;
    }
}
