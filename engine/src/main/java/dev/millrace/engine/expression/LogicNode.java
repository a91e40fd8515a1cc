package dev.millrace.engine.expression;

import dev.millrace.engine.codegen.Code;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import dev.millrace.types.Nulls;
import dev.millrace.types.Storage;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** AND or OR in three-valued logic. Lazy operands are evaluated only for the rows that those before them leave undecided. */
final class LogicNode implements Node {
    /**
     * @param lazy whether it is worth narrowing, or needed because it can fail
     * @param canFail whether evaluating it for too many rows could raise a failure
     */
    record Operand(Node node, boolean lazy, boolean canFail) {
        /** The more, the later it is evaluated where the order does not matter. */
        private int rank() {
            return lazy
                    ? 3
                    : !node.readsText() ? 0 : node instanceof TextEquality || node instanceof TextLookup ? 1 : 2;
        }
    }

    private static final int NARROW_FACTOR = 4;

    private final boolean and;
    private final List<Operand> operands;
    private final boolean narrowing;

    LogicNode(boolean and, List<Operand> operands) {
        this.and = and;
        this.operands = operands.stream().anyMatch(Operand::canFail)
                ? operands
                : operands.stream()
                        .sorted(Comparator.comparingInt(Operand::rank))
                        .toList();
        this.narrowing = and && operands.subList(1, operands.size()).stream().noneMatch(Operand::canFail);
    }

    @Override
    public Column evaluate(Frame frame) {
        LongColumn result = (LongColumn) operands.getFirst().node.evaluate(frame);
        for (Operand operand : operands.subList(1, operands.size())) {
            result = operand.lazy
                    ? evaluateUndecided(frame, result, operand.node)
                    : combine(result, (LongColumn) operand.node.evaluate(frame));
        }
        return result;
    }

    /** An AND of what cannot fail looks only at rows that are true so far, once they are few. */
    @Override
    public int select(Frame frame, int[] rows) {
        if (!narrowing) {
            return Truth.select(evaluate(frame), rows);
        }
        int count = operands.getFirst().node.select(frame, rows);
        for (int i = 1; i < operands.size() && count > 0; i++) {
            Operand operand = operands.get(i);
            count = operand.lazy || count < frame.size() / NARROW_FACTOR
                    ? selectNarrowed(frame, operand.node, rows, count)
                    : selectAll((LongColumn) operand.node.evaluate(frame), rows, count);
        }
        return count;
    }

    @Override
    public Value emit(Emitter code) {
        Value first = code.value(operands.getFirst().node);
        Code.Variable truth = code.declare(first.low());
        Code.Variable isNull = code.declare(first.isNull());
        boolean[] canBeNull = {first.canBeNull()};
        for (Operand operand : operands.subList(1, operands.size())) {
            Runnable combine = () -> emitOperand(code, operand.node, truth, isNull, canBeNull);
            if (operand.lazy || operand.node.readsText() && code.mayBranch()) {
                Code open = and ? truth : Codes.xor(truth, Code.Constant.ONE);
                code.branch(canBeNull[0] ? code.let(Codes.or(isNull, open)) : open, combine, () -> {});
            } else {
                combine.run();
            }
        }
        return Value.ofLong(truth, canBeNull[0] ? isNull : Code.Constant.ZERO);
    }

    /** Unknown is what has an unknown operand and no decisive one. */
    private void emitOperand(
            Emitter code, Node operand, Code.Variable truth, Code.Variable isNull, boolean[] canBeNull) {
        Value next = code.value(operand);
        Code one = Code.Constant.ONE;
        if (next.canBeNull() || canBeNull[0]) {
            Code flip = Codes.constant(and ? 0 : 1);
            Code goes = Codes.and(Codes.or(isNull, Codes.xor(truth, flip)), one);
            Code nextGoes = Codes.and(Codes.or(next.isNull(), Codes.xor(next.low(), flip)), one);
            Code unknown = code.let(Codes.and(Codes.and(Codes.or(isNull, next.isNull()), goes), nextGoes));
            code.set(truth, Codes.and(and ? Codes.and(truth, next.low()) : Codes.or(truth, next.low()), one));
            code.set(isNull, unknown);
        } else {
            code.set(truth, and ? Codes.and(truth, next.low()) : Codes.or(truth, next.low()));
        }
        canBeNull[0] |= next.canBeNull();
    }

    @Override
    public boolean readsText() {
        return operands.stream().anyMatch(operand -> operand.node.readsText());
    }

    private static int selectNarrowed(Frame frame, Node node, int[] rows, int count) {
        int[] inner = new int[count];
        int innerCount = node.select(frame.narrow(rows, count), inner);
        for (int i = 0; i < innerCount; i++) {
            rows[i] = rows[inner[i]];
        }
        return innerCount;
    }

    private static int selectAll(LongColumn truth, int[] rows, int count) {
        long[] definite = Truth.definite(truth);
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            rows[kept] = row;
            kept += (int) definite[row];
        }
        return kept;
    }

    private LongColumn evaluateUndecided(Frame frame, LongColumn result, Node node) {
        int size = frame.size();
        int[] rows = new int[size];
        int count = and ? Truth.selectNotFalse(result, rows) : Truth.selectNotTrue(result, rows);
        if (count == 0) {
            return result;
        }
        if (count == size) {
            return combine(result, (LongColumn) node.evaluate(frame));
        }
        Column part = node.evaluate(frame.narrow(rows, count));
        Pieces pieces = new Pieces(Storage.LONG, size);
        pieces.put(part, rows);
        LongColumn scattered = (LongColumn) pieces.build();
        if (and) {
            fillRest(scattered.values(), rows, count, size);
        }
        return combine(result, scattered);
    }

    private static void fillRest(long[] values, int[] rows, int count, int size) {
        int from = 0;
        for (int i = 0; i < count; i++) {
            Arrays.fill(values, from, rows[i], 1);
            from = rows[i] + 1;
        }
        Arrays.fill(values, from, size, 1);
    }

    /** OR is AND with operands and result negated. */
    private LongColumn combine(LongColumn left, LongColumn right) {
        int size = left.size();
        long flip = and ? 0 : 1;
        long[] a = left.values();
        long[] b = right.values();
        long[] values = new long[size];
        for (int i = 0; i < size; i++) {
            values[i] = ((a[i] ^ flip) & (b[i] ^ flip) ^ flip) & 1;
        }
        if (left.nulls() == null && right.nulls() == null) {
            return new LongColumn(size, values, null);
        }
        return new LongColumn(size, values, combineNulls(left, right, flip));
    }

    /** Unknown is what has an unknown operand and no decisive one. */
    private static long[] combineNulls(LongColumn left, LongColumn right, long flip) {
        int size = left.size();
        long[] nulls = Nulls.create(size);
        for (int word = 0; word < nulls.length; word++) {
            long leftNull = word(left.nulls(), word);
            long rightNull = word(right.nulls(), word);
            if ((leftNull | rightNull) != 0) {
                long leftGoes = leftNull | bits(left.values(), word, size, flip);
                long rightGoes = rightNull | bits(right.values(), word, size, flip);
                nulls[word] = (leftNull | rightNull) & leftGoes & rightGoes;
            }
        }
        return nulls;
    }

    private static long word(long @Nullable [] nulls, int word) {
        return nulls == null ? 0 : nulls[word];
    }

    private static long bits(long[] values, int word, int size, long flip) {
        int start = word << 6;
        int end = Math.min(start + 64, size);
        long bits = 0;
        for (int i = start; i < end; i++) {
            bits |= ((values[i] ^ flip) & 1) << i;
        }
        return bits;
    }
}
