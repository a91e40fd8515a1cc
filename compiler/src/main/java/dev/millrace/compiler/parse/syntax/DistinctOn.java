package dev.millrace.compiler.parse.syntax;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.util.Litmus;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites {@code SELECT DISTINCT ON (a) b FROM t ORDER BY a, c} while the tree is built: the first row of each group is
 * {@code SELECT b FROM t QUALIFY ROW_NUMBER() OVER (PARTITION BY a ORDER BY a, c) = 1}.
 */
public final class DistinctOn {
    private DistinctOn() {}

    /** The window of the rewritten clause, known again by its class. */
    private static final class FirstOfGroup extends SqlWindow {
        FirstOfGroup(SqlParserPos position, SqlNodeList keys) {
            super(
                    position,
                    null,
                    null,
                    keys,
                    SqlNodeList.EMPTY,
                    SqlLiteral.createBoolean(false, SqlParserPos.ZERO),
                    null,
                    null,
                    null,
                    createExcludeNoOthers(SqlParserPos.ZERO));
        }
    }

    /** Called with each complete SELECT: moves the clause out of the select list. */
    public static void rewrite(SqlSelect select) {
        SqlNodeList items = select.getSelectList();
        if (!(items.get(0) instanceof SqlCall clause) || clause.getOperator() != SyntaxOperators.DISTINCT_ON) {
            return;
        }
        SqlParserPos position = clause.getParserPosition();
        if (select.getQualify() != null || !select.isDistinct()) {
            throw new SyntaxException(position, "ON follows DISTINCT, and there is no QUALIFY beside it");
        }
        SqlNodeList keys = new SqlNodeList(clause.getOperandList(), position);
        SqlNode number = SqlStdOperatorTable.OVER.createCall(
                position, SqlStdOperatorTable.ROW_NUMBER.createCall(position), new FirstOfGroup(position, keys));
        select.setOperand(0, new SqlNodeList(position));
        select.setSelectList(new SqlNodeList(items.subList(1, items.size()), items.getParserPosition()));
        select.setQualify(
                SqlStdOperatorTable.EQUALS.createCall(position, number, SqlLiteral.createExactNumeric("1", position)));
    }

    /** Called with each query and its ORDER BY, which says which row of a group is the first. */
    public static void order(SqlNode query, @Nullable SqlNodeList orderBy) {
        if (orderBy == null
                || !(query instanceof SqlSelect select)
                || !(select.getQualify() instanceof SqlCall equality)
                || !(equality.operand(0) instanceof SqlCall over)
                || over.getKind() != SqlKind.OVER
                || !(over.operand(1) instanceof FirstOfGroup window)) {
            return;
        }
        List<SqlNode> order = new ArrayList<>();
        for (SqlNode item : orderBy) {
            order.add(resolved(item, select.getSelectList()));
        }
        requirePrefix(order, window.getPartitionList());
        window.setOrderList(new SqlNodeList(order, orderBy.getParserPosition()));
    }

    /** An ordinal or alias in ORDER BY means an item of the select list; in a window it would not. */
    private static SqlNode resolved(SqlNode item, SqlNodeList selectList) {
        return switch (item.getKind()) {
            case DESCENDING, NULLS_FIRST, NULLS_LAST -> {
                SqlCall call = (SqlCall) item;
                yield call.getOperator().createCall(call.getParserPosition(), resolved(call.operand(0), selectList));
            }
            case LITERAL -> {
                int ordinal = item instanceof SqlNumericLiteral number ? number.intValue(true) : 0;
                yield ordinal < 1 || ordinal > selectList.size() ? item : withoutAlias(selectList.get(ordinal - 1));
            }
            case IDENTIFIER -> {
                for (SqlNode candidate : selectList) {
                    if (candidate.getKind() == SqlKind.AS
                            && ((SqlCall) candidate).operand(1) instanceof SqlIdentifier alias
                            && alias.equalsDeep(item, Litmus.IGNORE)) {
                        yield withoutAlias(candidate);
                    }
                }
                yield item;
            }
            default -> item;
        };
    }

    private static SqlNode withoutAlias(SqlNode item) {
        return item.getKind() == SqlKind.AS ? ((SqlCall) item).operand(0) : item;
    }

    private static void requirePrefix(List<SqlNode> order, SqlNodeList keys) {
        for (SqlNode item : order.subList(0, Math.min(order.size(), keys.size()))) {
            SqlNode expression = item;
            while (expression instanceof SqlCall call
                    && (call.getKind() == SqlKind.DESCENDING
                            || call.getKind() == SqlKind.NULLS_FIRST
                            || call.getKind() == SqlKind.NULLS_LAST)) {
                expression = call.operand(0);
            }
            SqlNode wanted = expression;
            if (keys.stream().noneMatch(key -> key.equalsDeep(wanted, Litmus.IGNORE))) {
                throw new SyntaxException(
                        item.getParserPosition(), "ORDER BY must begin with the expressions of DISTINCT ON");
            }
        }
    }
}
