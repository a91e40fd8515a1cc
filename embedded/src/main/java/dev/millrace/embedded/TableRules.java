package dev.millrace.embedded;

import dev.millrace.plan.Operator;
import dev.millrace.plan.Table;
import java.util.ArrayList;
import java.util.List;

/** What happens to the rows given to a table before they are its change. */
final class TableRules {
    private TableRules() {}

    /** The operators in order: rows of the same key replace each other, then late rows are dropped. */
    static List<Operator> of(Table table) {
        List<Operator> operators = new ArrayList<>();
        if (!table.primaryKey().isEmpty()) {
            operators.add(new Operator.Upsert(table.primaryKey()));
        }
        for (int i = 0; i < table.columns().size(); i++) {
            var bound = table.columns().get(i).lateness();
            if (bound != null) {
                operators.add(new Operator.Lateness(i, bound));
            }
        }
        return operators;
    }
}
