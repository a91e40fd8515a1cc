package dev.millrace.engine.expression;

import dev.millrace.engine.codegen.Code;
import dev.millrace.engine.codegen.Code.Constant;
import dev.millrace.engine.codegen.Code.Operation;
import dev.millrace.engine.codegen.Code.Relation;
import dev.millrace.engine.codegen.Type;
import java.util.List;

/** Writes {@link Code} as formulas are written. What is known beforehand is computed at once where it is simple. */
final class Codes {
    private static final Type MATH = Type.of(Math.class);
    private static final Type DOUBLES = Type.of(Double.class);

    private Codes() {}

    static Code constant(long value) {
        return new Constant(value);
    }

    static boolean isConstant(Code code, long value) {
        return code instanceof Constant constant && constant.value() == value;
    }

    static Code add(Code left, Code right) {
        return isConstant(right, 0) ? left : new Code.Binary(Operation.ADD, left, right);
    }

    static Code subtract(Code left, Code right) {
        return isConstant(right, 0) ? left : new Code.Binary(Operation.SUBTRACT, left, right);
    }

    static Code multiply(Code left, Code right) {
        return isConstant(right, 1) ? left : new Code.Binary(Operation.MULTIPLY, left, right);
    }

    static Code divide(Code left, Code right) {
        return isConstant(right, 1) ? left : new Code.Binary(Operation.DIVIDE, left, right);
    }

    static Code remainder(Code left, Code right) {
        return new Code.Binary(Operation.REMAINDER, left, right);
    }

    static Code negate(Code operand) {
        return new Code.Binary(Operation.SUBTRACT, Constant.ZERO, operand);
    }

    static Code and(Code left, Code right) {
        if (isConstant(left, 0) || isConstant(right, 0)) {
            return Constant.ZERO;
        }
        return isConstant(right, -1) ? left : new Code.Binary(Operation.AND, left, right);
    }

    static Code or(Code left, Code right) {
        if (isConstant(left, 0) || left.equals(right)) {
            return right;
        }
        return isConstant(right, 0) ? left : new Code.Binary(Operation.OR, left, right);
    }

    static Code xor(Code left, Code right) {
        return isConstant(right, 0) ? left : new Code.Binary(Operation.XOR, left, right);
    }

    static Code shiftRight(Code left, int bits) {
        if (left instanceof Constant constant) {
            return constant(constant.value() >> bits);
        }
        return new Code.Binary(Operation.SHIFT_RIGHT, left, new Code.Small(bits));
    }

    static Code test(Relation relation, Code left, Code right) {
        return new Code.Test(relation, left, right);
    }

    static Code isZero(Code operand) {
        return new Code.Test(Relation.EQUAL, operand, Constant.ZERO);
    }

    /** Bits as a double. */
    static Code real(Code bits) {
        return new Code.Call(DOUBLES, "longBitsToDouble", false, List.of(bits), Type.DOUBLE);
    }

    /** The bits of a double. */
    static Code bits(Code real) {
        return new Code.Call(DOUBLES, "doubleToRawLongBits", false, List.of(real), Type.LONG);
    }

    static Code divideReals(Code left, double right) {
        return right == 1 ? left : new Code.Binary(Operation.DIVIDE, left, new Code.Real(right));
    }

    static Code floorMod(Code left, long right) {
        return new Code.Call(MATH, "floorMod", false, List.of(left, constant(right)), Type.LONG);
    }

    static Code floorDiv(Code left, long right) {
        return new Code.Call(MATH, "floorDiv", false, List.of(left, constant(right)), Type.LONG);
    }

    static Code multiplyHigh(Code left, Code right) {
        return new Code.Call(MATH, "multiplyHigh", false, List.of(left, right), Type.LONG);
    }

    /** A static method of the expressions' room. */
    static Code call(Class<?> owner, String method, Type type, Code... arguments) {
        return new Code.Call(Type.of(owner), method, false, List.of(arguments), type);
    }

    /** A static method of the expressions' room that answers {@code boolean}, as 0 or 1. */
    static Code holds(Class<?> owner, String method, Code... arguments) {
        return new Code.Widened(call(owner, method, Type.BOOLEAN, arguments));
    }
}
