package dev.millrace.engine.expression;

import dev.millrace.engine.codegen.Code;
import dev.millrace.engine.codegen.Type;
import dev.millrace.engine.expression.ExpressionCompiler.Shape;
import dev.millrace.plan.Expression;
import dev.millrace.types.BytesColumn;
import dev.millrace.types.Column;
import dev.millrace.types.Hash;
import dev.millrace.types.LongColumn;
import dev.millrace.types.Nulls;
import dev.millrace.types.Ref;
import dev.millrace.types.SqlType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Recognises lists of values, {@code x = 1 OR x = 2 OR …} and {@code x <> 1 AND x <> 2 AND …}, and looks them up in a set. */
final class Lookups {
    /** From how many values on a set is worth it. */
    private static final int VALUES_MIN = 3;

    private Lookups() {}

    /**
     * An operand of AND or OR.
     *
     * @param shape the operand; or, if there are literals, what is compared with them
     */
    record Operand(Shape shape, List<Expression.Literal> literals) {}

    /** The operands in order, those that compare the same with many literals as one. */
    static List<Operand> group(Expression.Logic logic, List<Shape> operands) {
        List<Operand> grouped = new ArrayList<>();
        for (Shape shape : operands) {
            Operand found = match(shape, logic.and() ? List.of("<>", "!=") : List.of("="));
            Operand known = grouped.stream()
                    .filter(o -> found != null && !o.literals.isEmpty() && o.shape == found.shape)
                    .findFirst()
                    .orElse(null);
            if (found == null) {
                grouped.add(new Operand(shape, List.of()));
            } else if (known == null) {
                grouped.add(found);
            } else {
                known.literals.addAll(found.literals);
            }
        }
        boolean worth = grouped.stream().anyMatch(o -> o.literals.size() >= VALUES_MIN)
                && grouped.stream().allMatch(o -> o.literals.isEmpty() || o.literals.size() >= VALUES_MIN);
        return worth
                ? grouped
                : operands.stream().map(o -> new Operand(o, List.of())).toList();
    }

    private static @Nullable Operand match(Shape shape, List<String> functions) {
        if (!(shape.expression() instanceof Expression.Call call) || !functions.contains(call.function())) {
            return null;
        }
        Shape left = shape.operands().get(0);
        Shape right = shape.operands().get(1);
        Shape value = left.expression() instanceof Expression.Literal ? right : left;
        Shape literal = value == left ? right : left;
        boolean usable = literal.expression() instanceof Expression.Literal constant
                && constant.value() != null
                && hasSet(value.expression().type(), constant.type());
        return usable ? new Operand(value, new ArrayList<>(List.of((Expression.Literal) literal.expression()))) : null;
    }

    /** Whether equality of values of the types is equality of what is stored. */
    private static boolean hasSet(SqlType value, SqlType literal) {
        return switch (value) {
            case SqlType.IntegerType type ->
                literal instanceof SqlType.IntegerType && Exact.isPlain(value) && Exact.isPlain(literal);
            case SqlType.TextType type -> literal instanceof SqlType.TextType;
            case SqlType.DateType type -> literal instanceof SqlType.DateType;
            default -> false;
        };
    }

    /** Whether the operand is among the literals; for an AND of inequalities, whether it is not. */
    static Node compile(Operand part, boolean negated, Node operand) {
        long flip = negated ? 1 : 0;
        if (!(part.literals.getFirst().type() instanceof SqlType.TextType)) {
            return new LongLookup(operand, longs(part.literals), flip);
        }
        List<ConstantNode> members = part.literals.stream()
                .map(l -> new ConstantNode(l.value(), l.type()))
                .toList();
        Node lookup = TextLookup.of(operand, members, negated);
        return lookup != null
                ? lookup
                : new BytesLookup(
                        operand, members.stream().map(ConstantNode::bytes).toArray(byte[][]::new), flip);
    }

    private static long[] longs(List<Expression.Literal> literals) {
        return literals.stream()
                .mapToLong(l -> new ConstantNode(l.value(), l.type()).longValue())
                .sorted()
                .distinct()
                .toArray();
    }

    private static int tableSize(int count) {
        return Integer.highestOneBit(count * 4);
    }

    /** A set of longs: open addressing with linear probing. */
    static final class LongLookup implements Node {
        private final Node operand;
        private final long[] slots;
        private final boolean[] used;
        private final long flip;

        LongLookup(Node operand, long[] members, long flip) {
            this.operand = operand;
            this.flip = flip;
            this.slots = new long[tableSize(members.length)];
            this.used = new boolean[slots.length];
            for (long member : members) {
                int at = (int) Hash.of(member) & slots.length - 1;
                while (used[at]) {
                    at = at + 1 & slots.length - 1;
                }
                used[at] = true;
                slots[at] = member;
            }
        }

        @Override
        public Column evaluate(Frame frame) {
            LongColumn column = (LongColumn) operand.evaluate(frame);
            long[] from = column.values();
            long[] values = new long[frame.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = find(from[i]) ^ flip;
            }
            return new LongColumn(values.length, values, column.nulls());
        }

        @Override
        public Value emit(Emitter code) {
            Value x = code.value(operand);
            Code set = code.object(LongLookup.class, this);
            Code found = new Code.Call(Type.of(LongLookup.class), "find", true, List.of(set, x.low()), Type.LONG);
            return Value.ofLong(code.let(Codes.xor(found, Codes.constant(flip))), x.isNull());
        }

        long find(long value) {
            int at = (int) Hash.of(value) & slots.length - 1;
            while (used[at]) {
                if (slots[at] == value) {
                    return 1;
                }
                at = at + 1 & slots.length - 1;
            }
            return 0;
        }
    }

    /** A set of byte strings. */
    static final class BytesLookup implements Node {
        private final Node operand;
        private final byte[] @Nullable [] slots;
        private final long flip;

        BytesLookup(Node operand, byte[][] members, long flip) {
            this.operand = operand;
            this.flip = flip;
            this.slots = new byte[tableSize(members.length)][];
            for (byte[] member : members) {
                int at = (int) Hash.bytes(member, 0, member.length) & slots.length - 1;
                while (slots[at] != null) {
                    at = at + 1 & slots.length - 1;
                }
                slots[at] = member;
            }
        }

        @Override
        public Column evaluate(Frame frame) {
            BytesColumn column = (BytesColumn) operand.evaluate(frame);
            long[] nulls = column.nulls();
            long[] values = new long[frame.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = nulls != null && Nulls.get(nulls, i) ? 0 : find(column.refs()[i], column.pages()) ^ flip;
            }
            return new LongColumn(values.length, values, nulls);
        }

        @Override
        public boolean readsText() {
            return true;
        }

        @Override
        public Value emit(Emitter code) {
            Value x = code.value(operand);
            Code set = code.object(BytesLookup.class, this);
            Code pages = code.pages(x.source());
            Code.Variable result = code.declare(Code.Constant.ZERO);
            Code found =
                    new Code.Call(Type.of(BytesLookup.class), "find", true, List.of(set, x.low(), pages), Type.LONG);
            code.whereGiven(x.isNull(), () -> code.set(result, Codes.xor(found, Codes.constant(flip))));
            return Value.ofLong(result, x.isNull());
        }

        long find(long ref, byte[][] pages) {
            byte[] page = pages[Ref.page(ref)];
            int offset = Ref.offset(ref);
            int length = Ref.length(ref, pages);
            int at = (int) Hash.bytes(page, offset, length) & slots.length - 1;
            for (byte[] slot = slots[at]; slot != null; slot = slots[at]) {
                if (Arrays.equals(slot, 0, slot.length, page, offset, offset + length)) {
                    return 1;
                }
                at = at + 1 & slots.length - 1;
            }
            return 0;
        }
    }
}
