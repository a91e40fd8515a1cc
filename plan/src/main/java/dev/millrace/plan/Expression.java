package dev.millrace.plan;

import dev.millrace.types.SqlType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A typed scalar expression over one row.
 *
 * <p>Types are final: where SQL converts implicitly the compiler has put a {@link Cast}. An expression may fail at run time
 * (overflow, division by zero, a bad cast); {@link Case} and {@link Logic} evaluate operands only for the rows that reach them, so
 * that a guarded failure does not happen.
 */
public sealed interface Expression {

    /** The type of its values. */
    SqlType type();

    /** Its direct operands, in order. */
    List<Expression> operands();

    /** The field of the input row at {@code index}, counted from 0. */
    record Input(int index, SqlType type) implements Expression {
        @Override
        public List<Expression> operands() {
            return List.of();
        }

        @Override
        public String toString() {
            return "$" + index;
        }
    }

    /** A constant in boxed form; {@code null} is NULL. */
    record Literal(@Nullable Object value, SqlType type) implements Expression {
        @Override
        public List<Expression> operands() {
            return List.of();
        }

        @Override
        public String toString() {
            return value instanceof String ? "'" + value + "'" : String.valueOf(value);
        }
    }

    /**
     * A function or operator applied to all its operands, named by its upper-case SQL name ({@code "+"}, {@code "SUBSTRING"},
     * {@code "IS NULL"}). What it computes is defined in the functions room, by name and operand types.
     */
    record Call(String function, List<Expression> operands, SqlType type, Position position) implements Expression {
        public Call {
            operands = List.copyOf(operands);
        }

        @Override
        public String toString() {
            return function + operands;
        }
    }

    /** A conversion; a {@code safe} one yields NULL where the other fails. */
    record Cast(Expression operand, SqlType type, boolean safe, Position position) implements Expression {
        @Override
        public List<Expression> operands() {
            return List.of(operand);
        }

        @Override
        public String toString() {
            return (safe ? "SAFE_CAST(" : "CAST(") + operand + " AS " + type + ")";
        }
    }

    /** The result of the first branch whose condition is true, else {@code otherwise}. All results have this type's storage. */
    record Case(List<Branch> branches, Expression otherwise, SqlType type) implements Expression {
        public Case {
            branches = List.copyOf(branches);
        }

        @Override
        public List<Expression> operands() {
            return java.util.stream.Stream.concat(
                            branches.stream().flatMap(b -> java.util.stream.Stream.of(b.condition(), b.result())),
                            java.util.stream.Stream.of(otherwise))
                    .toList();
        }

        @Override
        public String toString() {
            return "CASE" + branches + " ELSE " + otherwise;
        }
    }

    /** One WHEN … THEN … */
    record Branch(Expression condition, Expression result) {
        @Override
        public String toString() {
            return condition + " THEN " + result;
        }
    }

    /** AND or OR of two or more operands in three-valued logic, evaluated from the left as far as needed. */
    record Logic(boolean and, List<Expression> operands, SqlType type) implements Expression {
        public Logic {
            operands = List.copyOf(operands);
        }

        @Override
        public String toString() {
            return (and ? "AND" : "OR") + operands;
        }
    }

    /**
     * A function value, the operand of a higher-order function. Inside {@code body}, {@link Parameter} {@code i} is its argument
     * {@code i}; {@link Input} does not occur.
     */
    record Lambda(List<SqlType> parameters, Expression body) implements Expression {
        public Lambda {
            parameters = List.copyOf(parameters);
        }

        @Override
        public SqlType type() {
            return body.type();
        }

        @Override
        public List<Expression> operands() {
            return List.of(body);
        }
    }

    /** An argument of the enclosing {@link Lambda}. */
    record Parameter(int index, SqlType type) implements Expression {
        @Override
        public List<Expression> operands() {
            return List.of();
        }

        @Override
        public String toString() {
            return "λ" + index;
        }
    }
}
