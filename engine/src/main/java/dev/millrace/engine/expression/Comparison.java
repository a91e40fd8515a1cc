package dev.millrace.engine.expression;

import dev.millrace.engine.codegen.Code;

/** A comparison operator, as one of two primitive tests with operands swapped and result negated as needed. */
enum Comparison {
    EQUAL(true, false, false),
    UNEQUAL(true, false, true),
    LESS(false, false, false),
    GREATER_OR_EQUAL(false, false, true),
    GREATER(false, true, false),
    LESS_OR_EQUAL(false, true, true);

    /** Whether it tests equality rather than order. */
    final boolean equality;
    /** Whether it is {@code right < left} rather than {@code left < right}. */
    final boolean swapped;
    /** Whether its result is the negation of the test: 1 if so. */
    final long flip;

    Comparison(boolean equality, boolean swapped, boolean negated) {
        this.equality = equality;
        this.swapped = swapped;
        this.flip = negated ? 1 : 0;
    }

    /** The comparison that holds for (b, a) where this one holds for (a, b). */
    Comparison mirrored() {
        return switch (this) {
            case EQUAL, UNEQUAL -> this;
            case LESS -> GREATER;
            case GREATER -> LESS;
            case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
            case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
        };
    }

    /** The same for generated code. */
    Code.Relation relation() {
        return switch (this) {
            case EQUAL -> Code.Relation.EQUAL;
            case UNEQUAL -> Code.Relation.UNEQUAL;
            case LESS -> Code.Relation.LESS;
            case GREATER_OR_EQUAL -> Code.Relation.GREATER_OR_EQUAL;
            case GREATER -> Code.Relation.GREATER;
            case LESS_OR_EQUAL -> Code.Relation.LESS_OR_EQUAL;
        };
    }

    /** 0 or 1 for an order that is negative, zero or positive. */
    long test(int order) {
        boolean holds = equality ? order == 0 : swapped ? order > 0 : order < 0;
        return (holds ? 1 : 0) ^ flip;
    }
}
