package dev.millrace.compiler.convert;

import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgramBuilder;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rel.rules.SubQueryRemoveRule;
import org.apache.calcite.sql2rel.RelDecorrelator;
import org.apache.calcite.tools.RelBuilder;

/** Makes joins of subqueries. */
final class Decorrelation {
    private static final List<RelOptRule> REMOVE_SUB_QUERIES = List.of(
            rule(CoreRules.FILTER_SUB_QUERY_TO_CORRELATE),
            rule(CoreRules.PROJECT_SUB_QUERY_TO_CORRELATE),
            rule(CoreRules.JOIN_SUB_QUERY_TO_CORRELATE));

    private final RelBuilder builder;

    Decorrelation(RelOptCluster cluster) {
        this.builder = QueryConverter.BUILDERS.create(cluster, null);
    }

    private static RelOptRule rule(RelOptRule rule) {
        return ((SubQueryRemoveRule) rule)
                .config
                .withRelBuilderFactory(QueryConverter.BUILDERS)
                .toRule();
    }

    RelNode apply(RelNode rel) {
        RelNode joins = SemiJoins.apply(LateralUnnest.introduce(rel));
        if (!SubQueries.in(joins)) {
            return joins;
        }
        HepPlanner planner = new HepPlanner(
                new HepProgramBuilder().addRuleCollection(REMOVE_SUB_QUERIES).build());
        planner.setRoot(joins);
        return RelDecorrelator.decorrelateQuery(planner.findBestExp(), builder);
    }
}
