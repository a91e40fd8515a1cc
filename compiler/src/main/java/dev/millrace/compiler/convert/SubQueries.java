package dev.millrace.compiler.convert;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelVisitor;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.jspecify.annotations.Nullable;

/** Finding subqueries, and rebuilding trees. */
final class SubQueries {
    private SubQueries() {}

    /** Whether there is one in the expression. */
    static boolean in(RexNode expression) {
        Finder finder = new Finder();
        expression.accept(finder);
        return finder.found;
    }

    /** Whether there is one in an expression of the tree. */
    static boolean in(RelNode rel) {
        Finder finder = new Finder();
        new RelVisitor() {
            @Override
            public void visit(RelNode node, int ordinal, @Nullable RelNode parent) {
                node.accept(finder);
                super.visit(node, ordinal, parent);
            }
        }.go(rel);
        return finder.found;
    }

    /** The node over inputs changed by {@code map}. */
    static RelNode rewriteInputs(RelNode rel, UnaryOperator<RelNode> map) {
        List<RelNode> inputs = new ArrayList<>();
        boolean changed = false;
        for (RelNode input : rel.getInputs()) {
            RelNode mapped = map.apply(input);
            changed |= mapped != input;
            inputs.add(mapped);
        }
        return changed ? rel.copy(rel.getTraitSet(), inputs) : rel;
    }

    private static final class Finder extends RexShuttle {
        private boolean found;

        @Override
        public RexNode visitSubQuery(RexSubQuery subQuery) {
            found = true;
            return subQuery;
        }
    }
}
