package dev.millrace.compiler.convert;

import java.util.List;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;

/**
 * The rows of the input, each with the elements of a collection in it: a correlation that needs no decorrelation, and that Calcite
 * must not try to remove. Its tree on the right is not an input.
 */
final class LateralUnnest extends SingleRel {
    private final RelNode elements;
    private final CorrelationId variable;

    private LateralUnnest(RelNode input, RelNode elements, CorrelationId variable, RelDataType rowType) {
        super(input.getCluster(), input.getTraitSet(), input);
        this.elements = elements;
        this.variable = variable;
        this.rowType = rowType;
    }

    /** What is computed of each row, as {@link #variable}. */
    RelNode elements() {
        return elements;
    }

    CorrelationId variable() {
        return variable;
    }

    /** The tree with such nodes where they are possible. */
    static RelNode introduce(RelNode rel) {
        RelNode inside = SubQueries.rewriteInputs(rel, LateralUnnest::introduce).accept(new RexShuttle() {
            @Override
            public RexNode visitSubQuery(RexSubQuery subQuery) {
                RexSubQuery operands = (RexSubQuery) super.visitSubQuery(subQuery);
                return operands.clone(introduce(operands.rel));
            }
        });
        return inside instanceof Correlate correlate
                        && correlate.getJoinType() == JoinRelType.INNER
                        && isUnnest(correlate.getRight())
                ? new LateralUnnest(
                        correlate.getLeft(), correlate.getRight(), correlate.getCorrelationId(), correlate.getRowType())
                : inside;
    }

    private static boolean isUnnest(RelNode rel) {
        return switch (rel) {
            case Uncollect uncollect -> true;
            case Project project -> !SubQueries.in(project) && isUnnest(project.getInput());
            case Filter filter -> !SubQueries.in(filter) && isUnnest(filter.getInput());
            default -> false;
        };
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return new LateralUnnest(inputs.getFirst(), elements, variable, getRowType());
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return super.explainTerms(writer).item("elements", elements.getDigest()).item("variable", variable);
    }
}
