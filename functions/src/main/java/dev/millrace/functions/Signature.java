package dev.millrace.functions;

import dev.millrace.types.SqlType;
import java.util.List;

/** The types of the operands and of the result of one call. */
record Signature(List<SqlType> operands, SqlType result) {
    Signature {
        operands = List.copyOf(operands);
    }

    int size() {
        return operands.size();
    }

    SqlType operand(int index) {
        return operands.get(index);
    }

    boolean has(int index) {
        return index < operands.size();
    }
}
