package dev.millrace.engine.expression;

import dev.millrace.engine.codegen.Code;
import dev.millrace.types.BytesColumn;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import dev.millrace.types.Nulls;
import dev.millrace.types.Ref;
import dev.millrace.types.Storage;
import dev.millrace.types.WideColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CASE all of whose operands are cheap and cannot fail: all are evaluated, then blended without a branch per row. Generated code does so
 * only if none of them reads text.
 */
final class EagerCase implements Node {
    private final List<Node> conditions;
    private final List<Node> results;
    private final Storage storage;

    /**
     * @param conditions the conditions in order
     * @param results one result for each, and that of ELSE
     */
    EagerCase(List<Node> conditions, List<Node> results, Storage storage) {
        this.conditions = conditions;
        this.results = results;
        this.storage = storage;
    }

    @Override
    public Column evaluate(Frame frame) {
        Blend blend = new Blend(storage, frame.size(), results.getLast().evaluate(frame));
        for (int i = conditions.size() - 1; i >= 0; i--) {
            LongColumn condition = (LongColumn) conditions.get(i).evaluate(frame);
            blend.put(Truth.definite(condition), results.get(i).evaluate(frame));
        }
        return blend.build();
    }

    /** Whether an operand is better not evaluated for rows that do not reach it. */
    @Override
    public boolean readsText() {
        return results.stream().anyMatch(Node::readsText)
                || conditions.stream().skip(1).anyMatch(Node::readsText);
    }

    @Override
    public Value emit(Emitter code) {
        return code.mayBranch() && readsText()
                ? new LazyCase(conditions, results, storage).emit(code)
                : emitBlended(code);
    }

    private Value emitBlended(Emitter code) {
        List<Value> values = results.stream().map(code::value).toList();
        int source = storage == Storage.BYTES ? code.merged() : -1;
        Value chosen = code.moved(values.getLast(), source);
        for (int i = conditions.size() - 1; i >= 0; i--) {
            Code mask = code.let(Codes.negate(code.definite(code.value(conditions.get(i)))));
            Value result = code.moved(values.get(i), source);
            chosen = new Value(
                    storage,
                    blend(code, mask, result.low(), chosen.low()),
                    storage == Storage.WIDE ? blend(code, mask, result.high(), chosen.high()) : Code.Constant.ZERO,
                    result.canBeNull() || chosen.canBeNull()
                            ? blend(code, mask, result.isNull(), chosen.isNull())
                            : Code.Constant.ZERO,
                    source);
        }
        return chosen;
    }

    private static Code blend(Emitter code, Code mask, Code chosen, Code other) {
        return chosen.equals(other)
                ? chosen
                : code.let(Codes.xor(other, code.let(Codes.and(Codes.xor(chosen, other), mask))));
    }

    /** A column under construction in which later columns overwrite earlier ones where a condition holds. */
    private static final class Blend {
        private final Storage storage;
        private final int size;
        private final long[] values;
        private final long[] highs;
        private long @Nullable [] nulls;
        private final PageTable pages = new PageTable();

        Blend(Storage storage, int size, Column first) {
            this.storage = storage;
            this.size = size;
            this.values = new long[size];
            this.highs = new long[storage == Storage.WIDE ? size : 0];
            switch (first) {
                case LongColumn longs -> System.arraycopy(longs.values(), 0, values, 0, size);
                case WideColumn wides -> {
                    System.arraycopy(wides.high(), 0, highs, 0, size);
                    System.arraycopy(wides.low(), 0, values, 0, size);
                }
                case BytesColumn bytes -> {
                    pages.add(bytes.pages());
                    System.arraycopy(bytes.refs(), 0, values, 0, size);
                }
            }
            long[] bitmap = first.nulls();
            nulls = bitmap == null ? null : java.util.Arrays.copyOf(bitmap, Nulls.create(size).length);
        }

        void put(long[] condition, Column result) {
            switch (result) {
                case LongColumn longs -> blend(condition, longs.values(), 0, values, size);
                case WideColumn wides -> {
                    blend(condition, wides.high(), 0, highs, size);
                    blend(condition, wides.low(), 0, values, size);
                }
                case BytesColumn bytes ->
                    blend(condition, bytes.refs(), Ref.shift(0, pages.add(bytes.pages())), values, size);
            }
            if (result.nulls() != null || nulls != null) {
                blendNulls(condition, result.nulls());
            }
        }

        Column build() {
            return switch (storage) {
                case LONG -> new LongColumn(size, values, nulls);
                case WIDE -> new WideColumn(size, highs, values, nulls);
                case BYTES -> new BytesColumn(size, values, pages.pages(), nulls);
            };
        }

        private static void blend(long[] condition, long[] from, long shift, long[] to, int size) {
            for (int i = 0; i < size; i++) {
                long mask = -condition[i];
                to[i] = (from[i] + shift) & mask | to[i] & ~mask;
            }
        }

        private void blendNulls(long[] condition, long @Nullable [] from) {
            long[] to = nulls == null ? Nulls.create(size) : nulls;
            nulls = to;
            for (int word = 0; word < to.length; word++) {
                int start = word << 6;
                int end = Math.min(start + 64, size);
                long mask = 0;
                for (int i = start; i < end; i++) {
                    mask |= condition[i] << i;
                }
                to[word] = (from == null ? 0 : from[word]) & mask | to[word] & ~mask;
            }
        }
    }
}
