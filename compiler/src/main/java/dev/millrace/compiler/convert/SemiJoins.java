package dev.millrace.compiler.convert;

import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelVisitor;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexVisitorImpl;
import org.jspecify.annotations.Nullable;

final class SemiJoins {
    private SemiJoins() {}

    static RelNode apply(RelNode rel) {
        return rel;
    }

    static boolean hasSubQuery(RelNode rel) {
        boolean[] found = {false};
        new RelVisitor() {
            @Override
            public void visit(RelNode node, int ordinal, @Nullable RelNode parent) {
                node.accept(new org.apache.calcite.rex.RexShuttle() {
                    @Override
                    public RexNode visitSubQuery(RexSubQuery subQuery) {
                        found[0] = true;
                        return subQuery;
                    }
                });
                super.visit(node, ordinal, parent);
            }
        }.go(rel);
        return found[0];
    }
}
