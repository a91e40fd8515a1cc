package dev.millrace.compiler.convert;

import dev.millrace.plan.Expression;
import java.util.List;
import org.apache.calcite.rel.core.Project;

/** Projections, with what they compute over windows. */
final class ProjectTranslator {
    private final RelTranslator translator;

    ProjectTranslator(RelTranslator translator) {
        this.translator = translator;
    }

    int translate(Project rel) {
        int input = translator.translate(rel.getInput());
        List<String> names = rel.getRowType().getFieldNames();
        if (rel.containsOver()) {
            return new WindowTranslator(translator, input).translate(rel.getProjects(), names);
        }
        return project(input, translator.expressions(input).translate(rel.getProjects()), names);
    }

    private int project(int input, List<Expression> expressions, List<String> names) {
        int width = translator.circuit.schema(input).size();
        int extended = translator.withNow(input, expressions);
        return translator.project(
                extended,
                expressions.stream()
                        .map(e -> RelTranslator.nowAsColumn(e, width))
                        .toList(),
                names);
    }
}
