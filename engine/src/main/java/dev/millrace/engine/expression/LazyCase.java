package dev.millrace.engine.expression;

import dev.millrace.engine.codegen.Code;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import dev.millrace.types.Storage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CASE whose conditions and results are evaluated only for the rows that reach them. */
final class LazyCase implements Node {
    private final List<Node> conditions;
    private final List<Node> results;
    private final Storage storage;

    /**
     * @param conditions the conditions in order
     * @param results one result for each, and that of ELSE
     */
    LazyCase(List<Node> conditions, List<Node> results, Storage storage) {
        this.conditions = conditions;
        this.results = results;
        this.storage = storage;
    }

    @Override
    public Column evaluate(Frame frame) {
        Pieces pieces = new Pieces(storage, frame.size());
        Frame rest = frame;
        int[] restRows = null;
        for (int i = 0; i < conditions.size(); i++) {
            LongColumn condition = (LongColumn) conditions.get(i).evaluate(rest);
            int[] taken = new int[rest.size()];
            int count = Truth.select(condition, taken);
            if (count == rest.size()) {
                return finish(pieces, rest, restRows, results.get(i));
            }
            if (count > 0) {
                Column result = results.get(i).evaluate(rest.narrow(taken, count));
                pieces.put(result, compose(restRows, taken, count));
                int[] left = new int[rest.size()];
                int leftCount = Truth.selectNotTrue(condition, left);
                rest = rest.narrow(left, leftCount);
                restRows = compose(restRows, left, leftCount);
            }
        }
        return finish(pieces, rest, restRows, results.getLast());
    }

    @Override
    public boolean readsText() {
        return results.stream().anyMatch(Node::readsText) || conditions.stream().anyMatch(Node::readsText);
    }

    @Override
    public Value emit(Emitter code) {
        Chosen chosen = new Chosen(code);
        choose(code, 0, chosen);
        return chosen.value();
    }

    private void choose(Emitter code, int index, Chosen chosen) {
        if (index == conditions.size()) {
            chosen.set(code.value(results.getLast()));
            return;
        }
        code.branch(
                code.definite(code.value(conditions.get(index))),
                () -> chosen.set(code.value(results.get(index))),
                () -> choose(code, index + 1, chosen));
    }

    /** The variables that take the result. */
    private final class Chosen {
        private final Emitter code;
        private final Code.Variable low;
        private final Code.Variable high;
        private final Code.Variable isNull;
        private final int source;
        private boolean canBeNull;

        Chosen(Emitter code) {
            this.code = code;
            this.low = code.declare(Code.Constant.ZERO);
            this.high = storage == Storage.WIDE ? code.declare(Code.Constant.ZERO) : low;
            this.isNull = code.declare(Code.Constant.ZERO);
            this.source = storage == Storage.BYTES ? code.merged() : -1;
        }

        void set(Value value) {
            Value moved = code.moved(value, source);
            code.set(low, moved.low());
            if (storage == Storage.WIDE) {
                code.set(high, moved.high());
            }
            canBeNull |= value.canBeNull();
            code.set(isNull, value.isNull());
        }

        Value value() {
            return new Value(storage, low, high, canBeNull ? isNull : Code.Constant.ZERO, source);
        }
    }

    private static Column finish(Pieces pieces, Frame rest, int @Nullable [] restRows, Node result) {
        Column column = result.evaluate(rest);
        if (restRows == null) {
            return column;
        }
        pieces.put(column, restRows);
        return pieces.build();
    }

    private static int[] compose(int @Nullable [] outer, int[] inner, int count) {
        if (outer == null) {
            return inner;
        }
        int[] composed = new int[count];
        for (int i = 0; i < count; i++) {
            composed[i] = outer[inner[i]];
        }
        return composed;
    }
}
