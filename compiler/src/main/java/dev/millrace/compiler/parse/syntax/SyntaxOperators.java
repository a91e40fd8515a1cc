package dev.millrace.compiler.parse.syntax;

import org.apache.calcite.sql.SqlInternalOperator;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;

/** Operators that stand for clauses in the tree of a query. */
public final class SyntaxOperators {
    /** The only item of a {@code GROUP BY ALL}: by whatever the select list has outside of aggregates. */
    public static final SqlOperator GROUP_BY_ALL = clause("GROUP BY ALL");

    /** The only item of an {@code ORDER BY ALL}, perhaps inside DESC and NULLS: by every column of the result. */
    public static final SqlOperator ORDER_BY_ALL = clause("ORDER BY ALL");

    /** The first item of a select list, until the tree is complete: {@code DISTINCT ON (a, b)}. */
    public static final SqlOperator DISTINCT_ON = clause("DISTINCT ON");

    private SyntaxOperators() {}

    private static SqlOperator clause(String name) {
        return new SqlInternalOperator(name, SqlKind.OTHER);
    }
}
