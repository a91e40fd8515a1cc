package dev.millrace.engine.expression;

import dev.millrace.engine.codegen.Code;
import dev.millrace.types.Int128;
import dev.millrace.types.Storage;

/**
 * The value of an expression in generated code. All parts are variables or constants.
 *
 * @param low the stored {@code long}; of WIDE storage the lower half, of BYTES the reference. Any bits if NULL
 * @param high the upper half of WIDE storage
 * @param isNull 1 if it is NULL, else 0
 * @param source of BYTES storage, the number of the pages that it refers to
 */
record Value(Storage storage, Code low, Code high, Code isNull, int source) {
    static Value ofLong(Code value, Code isNull) {
        return new Value(Storage.LONG, value, Code.Constant.ZERO, isNull, -1);
    }

    static Value ofWide(Code high, Code low, Code isNull) {
        return new Value(Storage.WIDE, low, high, isNull, -1);
    }

    static Value ofWide(Int128 value) {
        return ofWide(Codes.constant(value.high()), Codes.constant(value.low()), Code.Constant.ZERO);
    }

    static Value ofBytes(Code ref, Code isNull, int source) {
        return new Value(Storage.BYTES, ref, Code.Constant.ZERO, isNull, source);
    }

    boolean canBeNull() {
        return !isNull.equals(Code.Constant.ZERO);
    }

    Value withNull(Code other) {
        return new Value(storage, low, high, other, source);
    }
}
