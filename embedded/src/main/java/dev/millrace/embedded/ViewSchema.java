package dev.millrace.embedded;

import dev.millrace.plan.Circuit;
import dev.millrace.plan.View;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;

/** The columns of a view: named as the view says, typed as its circuit computes them. */
final class ViewSchema {
    private ViewSchema() {}

    static Schema of(View view, Circuit circuit) {
        Schema computed = circuit.outputs().stream()
                .filter(output -> output.name().equals(view.name()))
                .map(output -> circuit.node(output.node()).schema())
                .findFirst()
                .orElseThrow();
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < computed.size(); i++) {
            fields.add(new Field(view.schema().name(i), computed.type(i)));
        }
        return new Schema(fields);
    }
}
