package dev.millrace.compiler.convert;

import dev.millrace.compiler.diagnostic.MistakeException;
import dev.millrace.compiler.optimize.CircuitBuilder;
import dev.millrace.compiler.optimize.ConstantFolding;
import dev.millrace.compiler.optimize.Expressions;
import dev.millrace.plan.Circuit;
import dev.millrace.plan.Expression;
import dev.millrace.plan.Expression.Input;
import dev.millrace.plan.Expression.Literal;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Position;
import dev.millrace.plan.Table;
import dev.millrace.plan.TableColumn;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDelete;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUpdate;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** Statements that change tables as circuits that compute the rows to add or take away, in the types of the table. */
public final class RowsConverter {
    /** How many expressions are validated together; more takes time that grows with the square. */
    private static final int EXPRESSIONS_MAX = 200;

    private static final SqlType ONE = new SqlType.IntegerType(32, true, false);

    private final QueryConverter queries;

    /** Converts with {@code queries}. */
    public RowsConverter(QueryConverter queries) {
        this.queries = queries;
    }

    /** The rows of an INSERT or REMOVE as output {@code "rows"}; columns not listed have their default or NULL. */
    public Circuit insertion(Table table, @Nullable SqlNodeList columns, SqlNode source) {
        List<Integer> targets = targets(table, columns);
        CircuitBuilder circuit = new CircuitBuilder();
        int node = source.getKind() == SqlKind.VALUES
                ? values(table, targets, (SqlCall) source, circuit)
                : query(table, targets, source, circuit);
        return circuit.build(List.of(new Circuit.Output("rows", node)));
    }

    private static List<Integer> targets(Table table, @Nullable SqlNodeList columns) {
        Schema schema = table.schema();
        List<Integer> targets = new ArrayList<>();
        if (columns == null) {
            for (int i = 0; i < schema.size(); i++) {
                targets.add(i);
            }
            return targets;
        }
        for (SqlNode node : columns) {
            SqlIdentifier column = (SqlIdentifier) node;
            int index = schema.indexOf(column.getSimple());
            if (index < 0 || targets.contains(index)) {
                throw mistake(
                        column,
                        index < 0
                                ? "'" + table.name() + "' has no column '" + column + "'"
                                : "column '" + column + "' is listed twice");
            }
            targets.add(index);
        }
        return targets;
    }

    private int values(Table table, List<Integer> targets, SqlCall values, CircuitBuilder circuit) {
        int once = circuit.add(
                new Operator.Constant(List.of(List.of(new Literal(0L, ONE)))),
                List.of(),
                Schema.of(new Field("once", ONE)),
                table.name(),
                Position.NONE);
        List<List<Literal>> constants = new ArrayList<>();
        List<Integer> parts = new ArrayList<>();
        for (List<Expression> row : expressions(values, targets.size())) {
            List<Expression> assigned = row(table, targets, row, values).stream()
                    .map(ConstantFolding::fold)
                    .toList();
            if (assigned.stream().allMatch(e -> e instanceof Literal)) {
                constants.add(assigned.stream().map(e -> (Literal) e).toList());
            } else {
                parts.add(project(circuit, once, assigned, table));
            }
        }
        if (!constants.isEmpty()) {
            parts.add(circuit.add(
                    new Operator.Constant(constants), List.of(), table.schema(), table.name(), Position.NONE));
        }
        return parts.size() == 1
                ? parts.getFirst()
                : circuit.add(new Operator.Union(), parts, table.schema(), table.name(), Position.NONE);
    }

    private List<List<Expression>> expressions(SqlCall values, int width) {
        List<SqlNode> cells = new ArrayList<>();
        for (SqlNode row : values.getOperandList()) {
            List<SqlNode> operands = row.getKind() == SqlKind.ROW ? ((SqlCall) row).getOperandList() : List.of(row);
            if (operands.size() != width) {
                throw mistake(row, "a row of " + operands.size() + " values where " + width + " are expected");
            }
            cells.addAll(operands);
        }
        List<Expression> converted = new ArrayList<>();
        for (int from = 0; from < cells.size(); from += EXPRESSIONS_MAX) {
            converted.addAll(
                    queries.convertExpressions(cells.subList(from, Math.min(cells.size(), from + EXPRESSIONS_MAX))));
        }
        List<List<Expression>> rows = new ArrayList<>();
        for (int from = 0; from < converted.size(); from += width) {
            rows.add(converted.subList(from, from + width));
        }
        return rows;
    }

    /** A full row of the table from the values for {@code targets}. */
    private List<Expression> row(Table table, List<Integer> targets, List<Expression> values, SqlNode at) {
        List<Expression> row = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            TableColumn column = table.columns().get(i);
            int source = targets.indexOf(i);
            if (source >= 0) {
                row.add(queries.assign(values.get(source), column.type()));
            } else if (column.defaultValue() != null) {
                row.add(column.defaultValue());
            } else if (column.type().nullable()) {
                row.add(new Literal(null, column.type()));
            } else {
                throw mistake(at, "column '" + column.name() + "' has no default and allows no NULL");
            }
        }
        return row;
    }

    private int query(Table table, List<Integer> targets, SqlNode source, CircuitBuilder circuit) {
        var converted = queries.convert(source, circuit, table.name(), Positions.of(source.getParserPosition()));
        if (converted.width() != targets.size()) {
            throw mistake(
                    source, "a query of " + converted.width() + " columns where " + targets.size() + " are expected");
        }
        List<Expression> values = Expressions.identity(circuit.schema(converted.node()));
        return project(circuit, converted.node(), row(table, targets, values, source), table);
    }

    private static int project(CircuitBuilder circuit, int input, List<Expression> row, Table table) {
        return circuit.project(input, row, RelTranslator.names(table.schema()), table.name(), Position.NONE);
    }

    /** The rows of the table for which the condition is true, as output {@code "rows"}. */
    public Circuit deletion(Table table, SqlDelete node) {
        CircuitBuilder circuit = new CircuitBuilder();
        SqlNode from = source(node.getTargetTable(), node.getAlias());
        var rows = select(
                SqlNodeList.of(SqlIdentifier.star(SqlParserPos.ZERO)), from, node.getCondition(), circuit, table);
        return circuit.build(List.of(new Circuit.Output("rows", rows.node())));
    }

    /** The rows of the table for which the condition is true, as output {@code "old"}, and what becomes of them, {@code "new"}. */
    public Circuit update(Table table, SqlUpdate node) {
        CircuitBuilder circuit = new CircuitBuilder();
        SqlNode from = source(node.getTargetTable(), node.getAlias());
        SqlNodeList items = new SqlNodeList(SqlParserPos.ZERO);
        items.add(SqlIdentifier.star(SqlParserPos.ZERO));
        items.addAll(node.getSourceExpressionList());
        int both = select(items, from, node.getCondition(), circuit, table).node();
        List<Integer> targets = targets(table, node.getTargetColumnList());
        Schema schema = circuit.schema(both);
        List<Expression> before = new ArrayList<>();
        List<Expression> after = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            Expression old = new Input(i, schema.type(i));
            int changed = targets.indexOf(i);
            int source = table.columns().size() + changed;
            before.add(old);
            after.add(
                    changed < 0
                            ? old
                            : queries.assign(
                                    new Input(source, schema.type(source)),
                                    table.columns().get(i).type()));
        }
        return circuit.build(List.of(
                new Circuit.Output("old", project(circuit, both, before, table)),
                new Circuit.Output("new", project(circuit, both, after, table))));
    }

    private static SqlNode source(SqlNode table, @Nullable SqlIdentifier alias) {
        return alias == null
                ? table
                : org.apache.calcite.sql.fun.SqlStdOperatorTable.AS.createCall(SqlParserPos.ZERO, table, alias);
    }

    private QueryConverter.Converted select(
            SqlNodeList items, SqlNode from, @Nullable SqlNode where, CircuitBuilder circuit, Table table) {
        SqlNode query = new SqlSelect(
                from.getParserPosition(), null, items, from, where, null, null, null, null, null, null, null, null);
        return queries.convert(query, circuit, table.name(), Positions.of(from.getParserPosition()));
    }

    private static MistakeException mistake(SqlNode node, String message) {
        return new MistakeException("InvalidStatement", Positions.of(node.getParserPosition()), message);
    }
}
