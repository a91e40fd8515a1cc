package dev.millrace.plan;

import dev.millrace.plan.Expression.Call;
import dev.millrace.plan.Expression.Input;
import dev.millrace.plan.Expression.Logic;
import dev.millrace.plan.Operator.Aggregate;
import dev.millrace.plan.Operator.AggregateCall;
import dev.millrace.plan.Operator.Filter;
import dev.millrace.plan.Operator.Project;
import dev.millrace.plan.Properties.Growth;
import dev.millrace.types.SqlType;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Where rows are only replaced by better ones: counts and greatest values of what is never taken away. */
final class GrowthRule {
    private GrowthRule() {}

    static @Nullable Growth aggregate(Aggregate aggregate, Properties in) {
        SortedSet<Integer> columns = new TreeSet<>();
        int width = aggregate.keys().size();
        for (int i = 0; i < aggregate.calls().size(); i++) {
            if (grows(aggregate.calls().get(i))) {
                columns.add(width + i);
            }
        }
        return in.appendOnly() && !columns.isEmpty() ? new Growth(UniqueKeys.range(0, width), columns) : null;
    }

    private static boolean grows(AggregateCall call) {
        return switch (call.function()) {
            case "COUNT" -> true;
            case "MAX" -> !(call.type() instanceof SqlType.FloatingType);
            default -> false;
        };
    }

    static @Nullable Growth project(Project project, @Nullable Growth in) {
        if (in == null) {
            return null;
        }
        SortedSet<Integer> key = new TreeSet<>();
        SortedSet<Integer> kept = new TreeSet<>();
        SortedSet<Integer> columns = new TreeSet<>();
        for (int i = 0; i < project.expressions().size(); i++) {
            int source = ExpressionShape.injectiveColumn(project.expressions().get(i));
            if (in.key().contains(source) && kept.add(source)) {
                key.add(i);
            }
            if (in.columns()
                    .contains(ExpressionShape.nondecreasingColumn(
                            project.expressions().get(i)))) {
                columns.add(i);
            }
        }
        return columns.isEmpty() ? null : new Growth(key, columns);
    }

    /** What is not NULL stays so while it grows. */
    static @Nullable Growth filter(Filter filter, @Nullable Growth in) {
        return in != null && keeps(filter.condition(), in) ? in : null;
    }

    private static boolean keeps(Expression condition, Growth in) {
        return switch (condition) {
            case Logic logic when logic.and() -> logic.operands().stream().allMatch(part -> keeps(part, in));
            case Call call
            when call.function().equals("IS NOT NULL") ->
                call.operands().getFirst() instanceof Input input
                        && (in.columns().contains(input.index()) || in.key().contains(input.index()));
            default -> false;
        };
    }
}
