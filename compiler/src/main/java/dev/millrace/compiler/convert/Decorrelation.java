package dev.millrace.compiler.convert;

import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgramBuilder;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.rules.SubQueryRemoveRule;
import org.apache.calcite.sql2rel.RelDecorrelator;
import org.apache.calcite.sql2rel.TopDownGeneralDecorrelator;
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
        RelNode correlated = joins;
        if (SubQueries.in(joins)) {
            HepPlanner planner = new HepPlanner(new HepProgramBuilder()
                    .addRuleCollection(REMOVE_SUB_QUERIES)
                    .build());
            planner.setRoot(joins);
            correlated = planner.findBestExp();
        }
        if (!isCorrelated(correlated)) {
            return correlated;
        }
        RelNode plain = byUsualMethod(correlated);
        return isCorrelated(plain) ? byGeneralMethod(correlated, plain) : plain;
    }

    /** Calcite stumbles over comparisons with the result of an aggregate function: then nothing is done. */
    private RelNode byUsualMethod(RelNode correlated) {
        try {
            return RelDecorrelator.decorrelateQuery(correlated, builder);
        } catch (IndexOutOfBoundsException e) {
            return correlated;
        }
    }

    /** What Calcite's usual method cannot do, its general one may; it makes larger plans. */
    private RelNode byGeneralMethod(RelNode correlated, RelNode otherwise) {
        try {
            RelNode plain = TopDownGeneralDecorrelator.decorrelateQuery(correlated, builder);
            return isCorrelated(plain) ? otherwise : plain;
        } catch (RuntimeException | AssertionError e) {
            return otherwise;
        }
    }

    private static boolean isCorrelated(RelNode rel) {
        return rel instanceof Correlate || rel.getInputs().stream().anyMatch(Decorrelation::isCorrelated);
    }
}
