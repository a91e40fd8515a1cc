package dev.millrace.compiler.convert;

import dev.millrace.compiler.optimize.CircuitBuilder;
import dev.millrace.compiler.optimize.ConstantFolding;
import dev.millrace.compiler.optimize.Expressions;
import dev.millrace.compiler.validate.TypeMapping;
import dev.millrace.compiler.validate.UnsupportedFeatureException;
import dev.millrace.plan.Expression;
import dev.millrace.plan.Expression.Call;
import dev.millrace.plan.Expression.Input;
import dev.millrace.plan.Expression.Literal;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Operator.JoinKind;
import dev.millrace.plan.Operator.SortKey;
import dev.millrace.plan.Operator.TopK;
import dev.millrace.plan.Position;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.TimestampType;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AsofJoin;
import org.apache.calcite.rel.core.Collect;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Minus;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.Util;
import org.jspecify.annotations.Nullable;

/** Relational algebra without correlations as nodes of a circuit. */
final class RelTranslator {
    /** The relation that holds the current time, one TIMESTAMP. */
    static final String NOW_RELATION = "now";

    private static final Schema NOW_SCHEMA = Schema.of(new Field(NOW_RELATION, new TimestampType(false, false)));

    final CircuitBuilder circuit;
    final RexBuilder rex;
    final String relation;
    final Position position;

    /** Adds nodes of the view {@code relation} to {@code circuit}. */
    RelTranslator(CircuitBuilder circuit, RexBuilder rex, String relation, Position position) {
        this.circuit = circuit;
        this.rex = rex;
        this.relation = relation;
        this.position = position;
    }

    /** The node that computes {@code rel}. */
    int translate(RelNode rel) {
        return switch (rel) {
            case TableScan r -> scan(r);
            case Filter r -> filter(translate(r.getInput()), r.getCondition());
            case Project r -> new ProjectTranslator(this).translate(r);
            case AsofJoin r -> new JoinTranslator(this).asof(r);
            case Join r -> new JoinTranslator(this).join(r);
            case Aggregate r -> new AggregateTranslator(this).translate(r);
            case SetOp r -> setOperation(r);
            case Values r -> values(r);
            case Sort r -> sort(r);
            case LateralUnnest r -> new LateralTranslator(this).translate(r);
            case Correlate r -> new LateralTranslator(this).translate(r);
            case Collect r -> new CollectTranslator(this).translate(r);
            case Uncollect r -> new LateralTranslator(this).translate(r);
            case TableFunctionScan r -> new TableFunctionTranslator(this).translate(r);
            default -> throw new UnsupportedFeatureException(rel.getRelTypeName(), position);
        };
    }

    ExpressionTranslator expressions(int input) {
        return new ExpressionTranslator(rex, circuit.schema(input));
    }

    int add(Operator operator, List<Integer> inputs, Schema schema) {
        return circuit.add(operator, inputs, schema, relation, position);
    }

    int project(int input, List<Expression> expressions, List<String> names) {
        return circuit.project(input, expressions, names, relation, position);
    }

    /** The columns {@code from} (inclusive) to {@code to} (exclusive) of a node. */
    int slice(int input, int from, int to) {
        Schema schema = circuit.schema(input);
        List<Integer> columns = Util.range(from, to);
        return select(input, columns, schema.select(columns));
    }

    /** The chosen columns of a node. */
    int select(int input, List<Integer> columns, Schema named) {
        Schema schema = circuit.schema(input);
        return project(
                input,
                columns.stream()
                        .<Expression>map(i -> new Input(i, schema.type(i)))
                        .toList(),
                named.fields().stream().map(Field::name).toList());
    }

    /** {@code input} with more columns at its end. */
    int append(int input, List<Expression> columns) {
        Schema schema = circuit.schema(input);
        List<Expression> all = new ArrayList<>(Expressions.identity(schema));
        List<String> names = new ArrayList<>(names(schema));
        for (Expression column : columns) {
            names.add("$" + all.size());
            all.add(column);
        }
        return project(input, all, names);
    }

    static List<String> names(Schema schema) {
        return schema.fields().stream().map(Field::name).toList();
    }

    private int scan(TableScan scan) {
        String name = Util.last(scan.getTable().getQualifiedName());
        return add(new Operator.Source(name), List.of(), TypeMapping.schema(scan.getRowType()));
    }

    private int filter(int input, RexNode condition) {
        return filter(input, expressions(input).translate(condition));
    }

    /** The rows of {@code input} for which {@code condition}, which may ask for the current time, is true. */
    int filter(int input, Expression condition) {
        int width = circuit.schema(input).size();
        int extended = withNow(input, List.of(condition));
        Expression replaced = nowAsColumn(condition, width);
        int filtered = add(new Operator.Filter(replaced), List.of(extended), circuit.schema(extended));
        return extended == input ? filtered : slice(filtered, 0, width);
    }

    /** {@code input}, with the current time as its last column if one of the expressions asks for it. */
    int withNow(int input, List<Expression> expressions) {
        if (expressions.stream().noneMatch(e -> Expressions.anyMatch(e, RelTranslator::isNow))) {
            return input;
        }
        int now = add(new Operator.Source(NOW_RELATION), List.of(), NOW_SCHEMA);
        return add(
                new Operator.Join(JoinKind.INNER, List.of(), List.of(), List.of(), null),
                List.of(input, now),
                circuit.schema(input).concat(NOW_SCHEMA));
    }

    static Expression nowAsColumn(Expression expression, int column) {
        return Expressions.rewrite(expression, e -> isNow(e) ? new Input(column, NOW_SCHEMA.type(0)) : null);
    }

    static boolean isNow(Expression expression) {
        return expression instanceof Call call
                && call.function().equals(ExpressionTranslator.NOW)
                && call.operands().isEmpty();
    }

    private int setOperation(SetOp rel) {
        List<Integer> inputs = rel.getInputs().stream().map(this::translate).toList();
        Schema schema = common(TypeMapping.schema(rel.getRowType()), inputs);
        List<Integer> aligned = inputs.stream().map(i -> align(i, schema)).toList();
        return switch (rel) {
            case Intersect r -> fold(new Operator.Intersect(r.all), aligned, schema);
            case Minus r -> fold(new Operator.Except(r.all), aligned, schema);
            default -> {
                int union = add(new Operator.Union(), aligned, schema);
                yield rel.all ? union : add(new Operator.Distinct(), List.of(union), schema);
            }
        };
    }

    /** {@code schema}, with a column nullable if it is so in one of the inputs. */
    Schema common(Schema schema, List<Integer> inputs) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            int column = i;
            boolean nullable = inputs.stream()
                    .anyMatch(id -> circuit.schema(id).type(column).nullable());
            fields.add(new Field(schema.name(i), schema.type(i).withNullable(nullable)));
        }
        return new Schema(fields);
    }

    /** {@code input} with its columns converted to the types of {@code schema}. */
    int align(int input, Schema schema) {
        Schema from = circuit.schema(input);
        List<Expression> columns = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            Expression column = ExpressionTranslator.convert(new Input(i, from.type(i)), schema.type(i));
            columns.add(column);
        }
        return project(input, columns, names(schema));
    }

    private int fold(Operator operator, List<Integer> inputs, Schema schema) {
        int result = inputs.getFirst();
        for (int other : inputs.subList(1, inputs.size())) {
            result = add(operator, List.of(result, other), schema);
        }
        return result;
    }

    private int values(Values values) {
        Schema schema = TypeMapping.schema(values.getRowType());
        List<List<Literal>> rows = new ArrayList<>();
        for (List<RexLiteral> tuple : values.getTuples()) {
            List<Literal> row = new ArrayList<>();
            for (int i = 0; i < tuple.size(); i++) {
                row.add(Literals.convert(tuple.get(i), schema.type(i)));
            }
            rows.add(row);
        }
        return add(new Operator.Constant(rows), List.of(), schema);
    }

    private int sort(Sort sort) {
        int input = translate(sort.getInput());
        if (sort.fetch == null && sort.offset == null) {
            return input;
        }
        long limit = sort.fetch == null ? TopK.UNLIMITED : count(sort.fetch);
        long offset = sort.offset == null ? 0 : count(sort.offset);
        TopK top =
                new TopK(List.of(), keys(sort.getCollation()), Operator.RankFunction.ROW_NUMBER, limit, offset, false);
        return add(top, List.of(input), circuit.schema(input));
    }

    private long count(RexNode node) {
        Expression count = ConstantFolding.fold(new ExpressionTranslator(rex, new Schema(List.of())).translate(node));
        if (count instanceof Literal literal && literal.value() instanceof Long number && number >= 0) {
            return number;
        }
        if (count instanceof Literal literal && literal.value() instanceof java.math.BigDecimal number) {
            return number.longValue();
        }
        throw new UnsupportedFeatureException("LIMIT or OFFSET by an expression", position);
    }

    static List<SortKey> keys(RelCollation collation) {
        return collation.getFieldCollations().stream().map(RelTranslator::key).toList();
    }

    private static SortKey key(RelFieldCollation field) {
        boolean descending = field.direction.isDescending();
        boolean nullsFirst = switch (field.nullDirection) {
            case FIRST -> true;
            case LAST -> false;
            case UNSPECIFIED -> !descending;
        };
        return new SortKey(field.getFieldIndex(), descending, nullsFirst);
    }

    UnsupportedFeatureException unsupported(String feature, @Nullable Position at) {
        return new UnsupportedFeatureException(feature, at == null || at == Position.NONE ? position : at);
    }

    static SqlType nullable(SqlType type) {
        return type.withNullable(true);
    }
}
