package dev.millrace.engine.operator;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.state.SmallPart;
import dev.millrace.engine.state.StateParts;
import dev.millrace.plan.Operator;
import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.Column;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;

/** Emits its rows in the first step that succeeds, on shard 0. */
final class ConstantOperator implements StepOperator {
    private final Delta rows;
    private boolean done;
    private boolean emitted;

    ConstantOperator(Operator.Constant constant, NodeContext context) {
        this.rows = Delta.of(batch(constant, context.node().schema()));
        this.done = context.shard() != 0;
    }

    private static Batch batch(Operator.Constant constant, Schema schema) {
        List<Column> columns = new ArrayList<>();
        for (int c = 0; c < schema.size(); c++) {
            int column = c;
            columns.add(Boxed.column(
                    constant.rows().stream().map(row -> row.get(column).value())::iterator, schema.type(c)));
        }
        return new Batch(constant.rows().size(), columns, null);
    }

    @Override
    public Delta step(List<Delta> inputs) {
        if (done) {
            return Delta.EMPTY;
        }
        emitted = true;
        return rows;
    }

    @Override
    public void finish(boolean commit) {
        done |= commit && emitted;
    }

    @Override
    public void keep(StateParts parts) {
        parts.add("done", SmallPart.of(() -> new long[] {done ? 1 : 0}, words -> done = words[0] != 0));
    }
}
