package dev.millrace.compiler;

import dev.millrace.compiler.diagnostic.Diagnostic;
import dev.millrace.compiler.parse.StatementKind;
import dev.millrace.plan.Circuit;
import dev.millrace.plan.Expression.Literal;
import dev.millrace.plan.Operator.SortKey;
import dev.millrace.plan.Table;
import dev.millrace.plan.View;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import java.util.List;

/**
 * What a statement means. In its circuits each table, and each earlier view that is not LOCAL, is an {@code
 * Operator.Source} of its name; {@code Source("now")}, of one TIMESTAMP, is the clock.
 */
public sealed interface StatementResult {

    /** What kind of statement it was. */
    StatementKind kind();

    /** It has mistakes, and no effect. */
    record Failed(StatementKind kind, List<Diagnostic> diagnostics) implements StatementResult {
        public Failed {
            diagnostics = List.copyOf(diagnostics);
        }
    }

    /** A table that exists now. */
    record TableCreated(Table table) implements StatementResult {
        @Override
        public StatementKind kind() {
            return StatementKind.CREATE_TABLE;
        }
    }

    /** A view that exists now. The one output of {@code circuit} has its name; LOCAL views it reads are part of the circuit. */
    record ViewCreated(View view, Circuit circuit, List<Diagnostic> warnings) implements StatementResult {
        @Override
        public StatementKind kind() {
            return StatementKind.CREATE_VIEW;
        }
    }

    /**
     * The views of a recursive component, which exist now that the last of them was created: one output each, by name. Until
     * then each of them answered {@link Accepted}.
     */
    record RecursionCreated(List<View> views, Circuit circuit, List<Diagnostic> warnings) implements StatementResult {
        @Override
        public StatementKind kind() {
            return StatementKind.CREATE_VIEW;
        }
    }

    /** A type that exists now. */
    record TypeCreated(String name, SqlType type) implements StatementResult {
        @Override
        public StatementKind kind() {
            return StatementKind.CREATE_TYPE;
        }
    }

    /** A declared unique key of a view, for connectors. */
    record IndexCreated(String name, String view, List<Integer> columns) implements StatementResult {
        public IndexCreated {
            columns = List.copyOf(columns);
        }

        @Override
        public StatementKind kind() {
            return StatementKind.CREATE_INDEX;
        }
    }

    /** Something that matters only to statements to come: a function, a declaration, an option, BEGIN, COMMIT. */
    record Accepted(StatementKind kind) implements StatementResult {}

    /** A relation, type, function or index that no longer exists; {@code existed} is false where IF EXISTS forgave that. */
    record Dropped(StatementKind kind, String name, boolean existed) implements StatementResult {}

    /**
     * A query. The one output of {@code circuit} is {@code "result"}; its first {@code schema.size()} columns are the result, more
     * may follow that only {@code order} reads. Where the query has ORDER BY and LIMIT, the circuit already applies the limit.
     */
    record Query(Circuit circuit, Schema schema, List<SortKey> order) implements StatementResult {
        public Query {
            order = List.copyOf(order);
        }

        @Override
        public StatementKind kind() {
            return StatementKind.SELECT;
        }
    }

    /** Rows for a table, or to take away from it: INSERT, REMOVE. The output {@code "rows"} has the table's schema. */
    record Rows(StatementKind kind, String table, Circuit circuit) implements StatementResult {}

    /** DELETE: the output {@code "rows"} are the rows of the table to take away. */
    record Delete(String table, Circuit circuit) implements StatementResult {
        @Override
        public StatementKind kind() {
            return StatementKind.DELETE;
        }
    }

    /** UPDATE: the output {@code "old"} are the rows to take away, {@code "new"} those to add instead. */
    record Update(String table, Circuit circuit) implements StatementResult {
        @Override
        public StatementKind kind() {
            return StatementKind.UPDATE;
        }
    }

    /** How far behind the greatest value a column of a view may be. */
    record LatenessDeclared(String view, String column, Literal bound) implements StatementResult {
        @Override
        public StatementKind kind() {
            return StatementKind.LATENESS;
        }
    }

    /** An option of the program. */
    record OptionSet(String name, String value) implements StatementResult {
        @Override
        public StatementKind kind() {
            return StatementKind.SET;
        }
    }
}
