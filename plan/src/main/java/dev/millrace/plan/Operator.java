package dev.millrace.plan;

import dev.millrace.plan.Expression.Literal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a node of the circuit computes from its inputs. Column numbers count from 0 in the schema of the input.
 *
 * <p>Weights are respected everywhere: a row of weight 3 counts as three rows. Rows are compared NULL equal to NULL, except in
 * join keys that are not null-safe.
 */
public sealed interface Operator {

    /** The changes of a table or, where a circuit continues another, of one of its views. No input. */
    record Source(String relation) implements Operator {}

    /**
     * Turns upserts into a Z-set with at most one row per key. The input is a sequence: a row of positive weight replaces the row
     * of its key, one of negative weight takes away the row of its key whatever its other fields, if there is one. Where {@link
     * Lateness} follows directly, once or more, an upsert whose old or new row would be dropped there has no effect.
     */
    record Upsert(List<Integer> key) implements Operator {
        public Upsert {
            key = List.copyOf(key);
        }
    }

    /**
     * Drops rows whose {@code column} is less than the waterline, the greatest value of any step before minus {@code bound}, and
     * reports them as late. NULLs pass.
     */
    record Lateness(int column, Literal bound) implements Operator {}

    /** These rows, from the first step on. No input. */
    record Constant(List<List<Literal>> rows) implements Operator {
        public Constant {
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /** The rows for which {@code condition} is true. */
    record Filter(Expression condition) implements Operator {}

    /** One row of these expressions for each row. */
    record Project(List<Expression> expressions) implements Operator {
        public Project {
            expressions = List.copyOf(expressions);
        }
    }

    /**
     * For each row and each element of its {@code collection} (an ARRAY or MAP; NULL is empty), the row followed by the element:
     * one column, two for a MAP, the fields of a ROW element; and its position counted from 1 if {@code ordinality}.
     */
    record Unnest(Expression collection, boolean ordinality) implements Operator {}

    /**
     * For each window {@code [start, start + size)} with {@code start ≡ offset (mod slide)} that contains the row's time, the row
     * followed by start and end of the window. Times in microseconds; rows without a time are dropped.
     */
    record Hop(int time, long slide, long size, long offset) implements Operator {}

    /** The sum of all inputs: UNION ALL. */
    record Union() implements Operator {}

    /** The rows with opposite weights. */
    record Negate() implements Operator {}

    /**
     * The join of two inputs on {@code leftKeys[i] = rightKeys[i]}, types equal but for nullability, and {@code residual}, over
     * the fields of left then right. NULL keys do not match unless {@code nullSafe[i]}. No keys: every pair.
     */
    record Join(
            JoinKind kind,
            List<Integer> leftKeys,
            List<Integer> rightKeys,
            List<Boolean> nullSafe,
            @Nullable Expression residual)
            implements Operator {
        public Join {
            leftKeys = List.copyOf(leftKeys);
            rightKeys = List.copyOf(rightKeys);
            nullSafe = List.copyOf(nullSafe);
        }
    }

    /** Which rows of a join remain; SEMI and ANTI yield the fields of the left only. */
    enum JoinKind {
        INNER,
        LEFT,
        RIGHT,
        FULL,
        SEMI,
        ANTI
    }

    /**
     * For each row of the left input the row of the right with equal keys and the greatest {@code rightTime ≤ leftTime}, or NULLs.
     * Of several such right rows the greatest in the order of all fields is taken.
     */
    record Asof(List<Integer> leftKeys, List<Integer> rightKeys, int leftTime, int rightTime) implements Operator {
        public Asof {
            leftKeys = List.copyOf(leftKeys);
            rightKeys = List.copyOf(rightKeys);
        }
    }

    /** One row per group: the {@code keys}, then the calls. Without keys there is one group, also of no rows. */
    record Aggregate(List<Integer> keys, List<AggregateCall> calls) implements Operator {
        public Aggregate {
            keys = List.copyOf(keys);
            calls = List.copyOf(calls);
        }
    }

    /**
     * An aggregate function over the rows of a group.
     *
     * @param function upper-case SQL name, {@code "COUNT"} with no arguments for COUNT(*)
     * @param arguments columns of the input
     * @param distinct whether equal arguments count once
     * @param filter a BOOLEAN column that must be true, or −1
     * @param order the order in which rows are seen, for functions to which it matters
     * @param ignoreNulls whether NULL arguments are left out, for functions that take them
     */
    record AggregateCall(
            String function,
            List<Integer> arguments,
            boolean distinct,
            int filter,
            List<SortKey> order,
            boolean ignoreNulls,
            dev.millrace.types.SqlType type,
            Position position) {
        public AggregateCall {
            arguments = List.copyOf(arguments);
            order = List.copyOf(order);
        }
    }

    /** Each row that occurs, once. */
    record Distinct() implements Operator {}

    /** Rows of both inputs: the lesser weight if {@code all}, else once. */
    record Intersect(boolean all) implements Operator {}

    /** Rows of the left input not in the right: the difference of weights, never negative, if {@code all}, else once. */
    record Except(boolean all) implements Operator {}

    /**
     * Per partition, the rows whose rank is greater than {@code offset} and at most {@code offset + limit}, followed by the rank, a
     * BIGINT, if {@code rankColumn}. Ties of ROW_NUMBER are broken by the order of all fields.
     */
    record TopK(
            List<Integer> partition,
            List<SortKey> order,
            RankFunction function,
            long limit,
            long offset,
            boolean rankColumn)
            implements Operator {
        /** The {@code limit} of no limit. */
        public static final long UNLIMITED = Long.MAX_VALUE;

        public TopK {
            partition = List.copyOf(partition);
            order = List.copyOf(order);
        }
    }

    /** How rows of a partition are numbered. */
    enum RankFunction {
        ROW_NUMBER,
        RANK,
        DENSE_RANK
    }

    /** Each row followed by these functions of its partition. Ties in {@code order} are broken by the order of all fields. */
    record Window(List<Integer> partition, List<SortKey> order, List<WindowCall> calls) implements Operator {
        public Window {
            partition = List.copyOf(partition);
            order = List.copyOf(order);
            calls = List.copyOf(calls);
        }
    }

    /**
     * A function over a frame of a window: an aggregate function, or ROW_NUMBER, RANK, DENSE_RANK, LAG, LEAD, FIRST_VALUE,
     * LAST_VALUE. LAG and LEAD take column, offset literal column and default column where given.
     */
    record WindowCall(
            String function,
            List<Integer> arguments,
            boolean distinct,
            boolean ignoreNulls,
            Frame frame,
            dev.millrace.types.SqlType type,
            Position position) {
        public WindowCall {
            arguments = List.copyOf(arguments);
        }
    }

    /** The rows around the current one; ROWS counts rows, RANGE measures the single order column. Both ends inclusive. */
    record Frame(boolean rows, Bound lower, Bound upper) {}

    /** One end of a frame; {@code distance} only for PRECEDING and FOLLOWING: rows, or the boxed difference of order values. */
    record Bound(BoundKind kind, @Nullable Object distance) {}

    /** Where a frame ends. */
    enum BoundKind {
        UNBOUNDED_PRECEDING,
        PRECEDING,
        CURRENT_ROW,
        FOLLOWING,
        UNBOUNDED_FOLLOWING
    }

    /** A column to order by. */
    record SortKey(int column, boolean descending, boolean nullsFirst) {}

    /**
     * What is not incremental: {@code body}, whose source {@code "0"} is the first input and so on, evaluated anew over the whole
     * inputs after each step in which one of them changed. {@code reason} is for the warning.
     */
    record Recompute(String reason, Circuit body) implements Operator {}
}
