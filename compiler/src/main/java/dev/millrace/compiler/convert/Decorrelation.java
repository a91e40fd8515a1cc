package dev.millrace.compiler.convert;

import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgramBuilder;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.rules.SubQueryRemoveRule;
import org.apache.calcite.sql2rel.RelDecorrelator;
import org.apache.calcite.tools.RelBuilder;

/** Makes joins of subqueries. */
final class Decorrelation {
    /** Not by way of Calcite's list of all rules, which takes long to load. */
    private static final List<RelOptRule> REMOVE_SUB_QUERIES = List.of(
            rule(SubQueryRemoveRule.Config.FILTER),
            rule(SubQueryRemoveRule.Config.PROJECT),
            rule(SubQueryRemoveRule.Config.JOIN));

    private final RelBuilder builder;

    Decorrelation(RelOptCluster cluster) {
        this.builder = QueryConverter.BUILDERS.create(cluster, null);
    }

    private static RelOptRule rule(SubQueryRemoveRule.Config config) {
        return config.withRelBuilderFactory(QueryConverter.BUILDERS).toRule();
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
