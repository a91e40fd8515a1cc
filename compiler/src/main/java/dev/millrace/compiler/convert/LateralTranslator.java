package dev.millrace.compiler.convert;

import dev.millrace.compiler.convert.ExpressionTranslator.Correlation;
import dev.millrace.compiler.optimize.Expressions;
import dev.millrace.plan.Expression;
import dev.millrace.plan.Operator;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.ArrayType;
import dev.millrace.types.SqlType.IntegerType;
import dev.millrace.types.SqlType.MapType;
import dev.millrace.types.SqlType.RowType;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rel.core.Values;

/** UNNEST, also of a collection in the row to the left. */
final class LateralTranslator {
    private final RelTranslator translator;

    LateralTranslator(RelTranslator translator) {
        this.translator = translator;
    }

    /** An UNNEST that depends on no other relation. */
    int translate(Uncollect rel) {
        int input = translator.translate(rel.getInput());
        Schema schema = translator.circuit.schema(input);
        if (schema.size() != 1) {
            throw translator.unsupported("UNNEST of multiple collections", null);
        }
        int node = unnest(input, new Expression.Input(0, schema.type(0)), rel);
        return translator.slice(node, 1, translator.circuit.schema(node).size());
    }

    /** For each row what its elements are. */
    int translate(LateralUnnest rel) {
        int left = translator.translate(rel.getInput());
        return apply(rel.elements(), left, translator.circuit.schema(left).size(), rel.variable());
    }

    /** For each row of the left what the right computes from it. */
    int translate(Correlate rel) {
        if (rel.getJoinType() != JoinRelType.INNER) {
            throw translator.unsupported("this correlated subquery", null);
        }
        int left = translator.translate(rel.getLeft());
        return apply(rel.getRight(), left, translator.circuit.schema(left).size(), rel.getCorrelationId());
    }

    /** A node of the columns of {@code left} followed by those of {@code right}. */
    private int apply(RelNode right, int left, int width, CorrelationId variable) {
        return switch (right) {
            case Filter r -> {
                int input = apply(r.getInput(), left, width, variable);
                yield translator.filter(
                        input, expressions(input, width, variable).translate(r.getCondition()));
            }
            case Project r -> {
                int input = apply(r.getInput(), left, width, variable);
                List<Expression> projects = expressions(input, width, variable).translate(r.getProjects());
                yield extend(input, width, projects, r.getRowType().getFieldNames());
            }
            case Uncollect r -> uncollect(r, left, width, variable);
            case Values r when r.getTuples().size() == 1 && r.getRowType().getFieldCount() <= 1 -> left;
            default -> throw translator.unsupported("this correlated subquery", null);
        };
    }

    private ExpressionTranslator expressions(int input, int width, CorrelationId variable) {
        return new ExpressionTranslator(
                translator.rex, translator.circuit.schema(input), new Correlation(variable), width);
    }

    private int extend(int input, int width, List<Expression> more, List<String> moreNames) {
        Schema schema = translator.circuit.schema(input);
        List<Expression> all = new ArrayList<>(Expressions.identity(schema).subList(0, width));
        List<String> names = new ArrayList<>(RelTranslator.names(schema).subList(0, width));
        all.addAll(more);
        names.addAll(moreNames);
        return translator.project(input, all, names);
    }

    private int uncollect(Uncollect rel, int left, int width, CorrelationId variable) {
        if (!(rel.getInput() instanceof Project project && project.getInput() instanceof Values)) {
            throw translator.unsupported("UNNEST of a subquery that depends on the row", null);
        }
        if (project.getProjects().size() != 1) {
            throw translator.unsupported("UNNEST of multiple collections", null);
        }
        Expression collection = expressions(left, width, variable)
                .translate(project.getProjects().getFirst());
        return unnest(left, collection, rel);
    }

    private int unnest(int input, Expression collection, Uncollect rel) {
        List<Field> fields = new ArrayList<>(translator.circuit.schema(input).fields());
        List<String> names = rel.getRowType().getFieldNames();
        List<SqlType> elements = new ArrayList<>(elements(collection.type()));
        if (rel.withOrdinality) {
            elements.add(new IntegerType(32, true, false));
        }
        for (int i = 0; i < elements.size(); i++) {
            fields.add(new Field(names.get(i), elements.get(i)));
        }
        return translator.add(new Operator.Unnest(collection, rel.withOrdinality), List.of(input), new Schema(fields));
    }

    private List<SqlType> elements(SqlType collection) {
        return switch (collection) {
            case MapType map -> List.of(map.key(), map.value());
            case ArrayType(RowType row, boolean nullable) ->
                row.fields().stream()
                        .map(f -> row.nullable() ? f.type().withNullable(true) : f.type())
                        .toList();
            case ArrayType array -> List.of(array.element());
            default -> throw translator.unsupported("UNNEST of " + collection.sql(), null);
        };
    }
}
