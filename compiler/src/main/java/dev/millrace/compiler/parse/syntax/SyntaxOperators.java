package dev.millrace.compiler.parse.syntax;

import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlWriter;

/** Operators that stand for clauses in the tree of a query. */
public final class SyntaxOperators {
    /** The only item of a {@code GROUP BY ALL}: by whatever the select list has outside of aggregates. */
    public static final SqlOperator GROUP_BY_ALL = new Clause("ALL");

    /** The only item of an {@code ORDER BY ALL}, perhaps inside DESC and NULLS: by every column of the result. */
    public static final SqlOperator ORDER_BY_ALL = new Clause("ALL");

    /** The first item of a select list, until the tree is complete: {@code DISTINCT ON (a, b)}. */
    public static final SqlOperator DISTINCT_ON = new Clause("DISTINCT ON");

    private SyntaxOperators() {}

    private static final class Clause extends SqlSpecialOperator {
        /** Binds tighter than anything, so that it is written without parentheses. */
        private static final int PRECEDENCE = 200;

        Clause(String words) {
            super(words, SqlKind.OTHER, PRECEDENCE);
        }

        @Override
        public void unparse(SqlWriter writer, SqlCall call, int leftPrec, int rightPrec) {
            writer.keyword(getName());
            if (call.operandCount() > 0) {
                Names.unparse(writer, call.getOperandList());
            }
        }
    }
}
