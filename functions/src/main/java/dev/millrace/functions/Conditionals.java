package dev.millrace.functions;

import org.jspecify.annotations.Nullable;

/** Functions of truth values and NULLs. As calls they evaluate every argument; the lazy forms are the plan's. */
final class Conditionals {
    private Conditionals() {}

    static void define(Catalogue catalogue) {
        catalogue.group("Condition");
        catalogue.strict("NOT", "NOT x: the other truth value.", s -> a -> !Arguments.truth(a, 0));
        catalogue.open("IS NULL", "x IS NULL: whether x is NULL.", s -> a -> a[0] == null);
        catalogue.open("IS NOT NULL", "x IS NOT NULL: whether x is not NULL.", s -> a -> a[0] != null);
        catalogue.open("IS UNKNOWN", "x IS UNKNOWN: whether x is NULL.", s -> a -> a[0] == null);
        catalogue.open("IS NOT UNKNOWN", "x IS NOT UNKNOWN: whether x is not NULL.", s -> a -> a[0] != null);
        catalogue.open("IS TRUE", "x IS TRUE: whether x is true, not NULL.", s -> a -> Boolean.TRUE.equals(a[0]));
        catalogue.open(
                "IS NOT TRUE", "x IS NOT TRUE: whether x is false or NULL.", s -> a -> !Boolean.TRUE.equals(a[0]));
        catalogue.open("IS FALSE", "x IS FALSE: whether x is false, not NULL.", s -> a -> Boolean.FALSE.equals(a[0]));
        catalogue.open(
                "IS NOT FALSE", "x IS NOT FALSE: whether x is true or NULL.", s -> a -> !Boolean.FALSE.equals(a[0]));
        catalogue.open("AND", "x AND y: three-valued conjunction.", s -> a -> connect(a, false));
        catalogue.open("OR", "x OR y: three-valued disjunction.", s -> a -> connect(a, true));
        catalogue.open("COALESCE", "COALESCE(x, …): the first that is not NULL.", Conditionals::coalesce);
        catalogue.alias("IFNULL", "COALESCE");
        catalogue.alias("NVL", "COALESCE");
        catalogue.open("IF", "IF(c, x, y): x if c is true, else y.", Conditionals::choose);
        catalogue.open("BLACKBOX", "BLACKBOX(x): x, hidden from optimisation.", s -> a -> a[0]);
    }

    private static @Nullable Object connect(@Nullable Object[] operands, boolean decisive) {
        Boolean result = !decisive;
        for (@Nullable Object operand : operands) {
            if (operand == null) {
                result = null;
            } else if ((Boolean) operand == decisive) {
                return decisive;
            }
        }
        return result;
    }

    private static ScalarFunction coalesce(Signature signature) {
        return a -> {
            for (int i = 0; i < a.length; i++) {
                if (a[i] != null) {
                    return Conversion.implicit(a[i], signature.operand(i), signature.result());
                }
            }
            return null;
        };
    }

    private static ScalarFunction choose(Signature signature) {
        return a -> {
            int chosen = Boolean.TRUE.equals(a[0]) ? 1 : 2;
            return Conversion.implicit(a[chosen], signature.operand(chosen), signature.result());
        };
    }
}
