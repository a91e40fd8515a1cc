package dev.millrace.engine.expression;

import dev.millrace.engine.codegen.Code;
import dev.millrace.engine.codegen.Type;
import dev.millrace.types.BytesColumn;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import dev.millrace.types.Ref;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a text equals one of a few constants: only those are compared that can be equal to a text of its length. */
final class TextLookup implements Node {
    private static final int MEMBERS_MAX = 32;
    private static final int LENGTH_MAX = 1000;

    private final Node operand;
    private final TextEquality[][] byLength;
    private final long flip;

    private TextLookup(Node operand, TextEquality[][] byLength, long flip) {
        this.operand = operand;
        this.byLength = byLength;
        this.flip = flip;
    }

    /** The node, or {@code null} if the members are many or cannot be compared so. */
    static @Nullable Node of(Node operand, List<ConstantNode> members, boolean negated) {
        List<TextEquality> equalities = new ArrayList<>();
        int longest = 0;
        for (ConstantNode member : members) {
            TextEquality equality = TextEquality.of(operand, member, false);
            if (equality == null || equality.lengthMax() > LENGTH_MAX || equalities.size() == MEMBERS_MAX) {
                return null;
            }
            equalities.add(equality);
            longest = Math.max(longest, equality.lengthMax());
        }
        TextEquality[][] byLength = new TextEquality[longest + 1][];
        for (int i = 0; i <= longest; i++) {
            int length = i;
            byLength[i] = equalities.stream()
                    .filter(e -> e.lengthMin() <= length && length <= e.lengthMax())
                    .toArray(TextEquality[]::new);
        }
        return new TextLookup(equalities.getFirst().operand(), byLength, negated ? 1 : 0);
    }

    @Override
    public Column evaluate(Frame frame) {
        BytesColumn column = (BytesColumn) operand.evaluate(frame);
        long[] values = new long[frame.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = TextKernels.isNull(column.nulls(), i) ? 0 : find(column.refs()[i], column.pages());
        }
        return new LongColumn(values.length, values, column.nulls());
    }

    @Override
    public Value emit(Emitter code) {
        Value x = code.value(operand);
        Code pages = code.pages(x.source());
        Code lookup = code.object(TextLookup.class, this);
        Code.Variable result = code.declare(Code.Constant.ZERO);
        Code found = new Code.Call(Type.of(TextLookup.class), "find", true, List.of(lookup, x.low(), pages), Type.LONG);
        code.whereGiven(x.isNull(), () -> code.set(result, found));
        return Value.ofLong(result, x.isNull());
    }

    @Override
    public boolean readsText() {
        return true;
    }

    /** 1 if the bytes that the reference names are those of a member, else 0; for NOT IN the opposite. */
    long find(long ref, byte[][] pages) {
        int length = Ref.length(ref, pages);
        if (length < byLength.length) {
            for (TextEquality member : byLength[length]) {
                if (member.test(ref, pages) == 1) {
                    return flip ^ 1;
                }
            }
        }
        return flip;
    }
}
