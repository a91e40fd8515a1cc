package dev.millrace.compiler.convert;

import dev.millrace.compiler.diagnostic.MistakeException;
import dev.millrace.compiler.validate.TypeMapping;
import dev.millrace.plan.Expression;
import dev.millrace.plan.Expression.Branch;
import dev.millrace.plan.Expression.Call;
import dev.millrace.plan.Expression.Case;
import dev.millrace.plan.Expression.Input;
import dev.millrace.plan.Expression.Literal;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Position;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.BooleanType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.ImmutableBitSet;

/** Aggregations. Grouping sets become the union of one aggregation for each. */
final class AggregateTranslator {
    private final RelTranslator translator;

    AggregateTranslator(RelTranslator translator) {
        this.translator = translator;
    }

    int translate(Aggregate rel) {
        int input = translator.translate(rel.getInput());
        List<String> names = rel.getRowType().getFieldNames();
        if (rel.getGroupType() == Aggregate.Group.SIMPLE) {
            return group(rel, input, rel.getGroupSet(), names);
        }
        List<Integer> parts = rel.getGroupSets().stream()
                .map(set -> group(rel, input, set, names))
                .toList();
        Schema schema = translator.common(translator.circuit.schema(parts.getFirst()), parts);
        return translator.add(new Operator.Union(), parts, schema);
    }

    private int group(Aggregate rel, int input, ImmutableBitSet set, List<String> names) {
        Schema from = translator.circuit.schema(input);
        List<Field> fields = new ArrayList<>();
        set.forEach(i -> fields.add(new Field(from.name(i), from.type(i))));
        List<Operator.AggregateCall> calls = new ArrayList<>();
        List<Expression> results = new ArrayList<>(keys(rel, set, from));
        for (AggregateCall call : rel.getAggCallList()) {
            results.add(result(call, rel, set, calls, fields));
        }
        Operator aggregate = new Operator.Aggregate(set.asList(), calls);
        int node = translator.add(aggregate, List.of(input), new Schema(fields));
        return translator.project(node, results, names);
    }

    /** The keys of all sets; those that are not of this one are NULL. */
    private static List<Expression> keys(Aggregate rel, ImmutableBitSet set, Schema from) {
        boolean simple = rel.getGroupType() == Aggregate.Group.SIMPLE;
        List<Expression> keys = new ArrayList<>();
        for (int key : rel.getGroupSet()) {
            SqlType type = simple ? from.type(key) : from.type(key).withNullable(true);
            if (set.get(key)) {
                Input column = new Input(set.indexOf(key), from.type(key));
                keys.add(
                        from.type(key).equals(type)
                                ? column
                                : ExpressionTranslator.cast(column, type, false, Position.NONE));
            } else {
                keys.add(new Literal(null, type));
            }
        }
        return keys;
    }

    private Expression result(
            AggregateCall call,
            Aggregate rel,
            ImmutableBitSet set,
            List<Operator.AggregateCall> calls,
            List<Field> fields) {
        SqlKind kind = call.getAggregation().getKind();
        SqlType type = TypeMapping.fromCalcite(call.getType());
        if (call.distinctKeys != null) {
            throw translator.unsupported("WITHIN DISTINCT", position(call));
        }
        if (call.isDistinct() && kind == SqlKind.MODE) {
            throw new MistakeException("InvalidStatement", position(call), "MODE does not support DISTINCT");
        }
        for (int argument : call.getArgList()) {
            if (rel.getInput()
                            .getRowType()
                            .getFieldList()
                            .get(argument)
                            .getType()
                            .getSqlTypeName()
                    == SqlTypeName.NULL) {
                throw new MistakeException(
                        "InvalidStatement", position(call), "the argument of " + name(call) + " has no type");
            }
        }
        return switch (kind) {
            case GROUPING, GROUPING_ID -> new Literal(grouping(call.getArgList(), set), type);
            case GROUP_ID -> new Literal(0L, type);
            case LITERAL_AGG -> Literals.convert((RexLiteral) call.rexList.getFirst(), type);
            case SUM0 -> zeroIfNull(column(plain(call, "SUM", type.withNullable(true)), calls, fields), type);
            default -> {
                boolean global = set.isEmpty() && kind != SqlKind.COUNT && kind != SqlKind.REGR_COUNT;
                SqlType actual = global ? type.withNullable(true) : type;
                yield column(plain(call, name(call), actual), calls, fields);
            }
        };
    }

    private static String name(AggregateCall call) {
        return call.getAggregation().getName().toUpperCase(Locale.ROOT);
    }

    private static Long grouping(List<Integer> arguments, ImmutableBitSet set) {
        long bits = 0;
        for (int argument : arguments) {
            bits = bits << 1 | (set.get(argument) ? 0 : 1);
        }
        return bits;
    }

    private static Operator.AggregateCall plain(AggregateCall call, String function, SqlType type) {
        return new Operator.AggregateCall(
                function,
                call.getArgList(),
                call.isDistinct(),
                call.filterArg,
                RelTranslator.keys(call.getCollation()),
                call.ignoreNulls(),
                type,
                position(call));
    }

    private static Position position(AggregateCall call) {
        return Positions.of(call.getParserPosition());
    }

    private static Expression column(
            Operator.AggregateCall call, List<Operator.AggregateCall> calls, List<Field> fields) {
        calls.add(call);
        fields.add(new Field("$" + fields.size(), call.type()));
        return new Input(fields.size() - 1, call.type());
    }

    private static Expression zeroIfNull(Expression sum, SqlType type) {
        Expression zero = ExpressionTranslator.cast(
                new Literal(0L, new SqlType.IntegerType(32, true, false)),
                type.withNullable(false),
                false,
                Position.NONE);
        Expression isNull = new Call("IS NULL", List.of(sum), new BooleanType(false), Position.NONE);
        return new Case(List.of(new Branch(isNull, zero)), sum, type);
    }
}
