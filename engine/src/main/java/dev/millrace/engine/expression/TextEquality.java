package dev.millrace.engine.expression;

import dev.millrace.engine.codegen.Code;
import dev.millrace.engine.codegen.Type;
import dev.millrace.types.BytesColumn;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import dev.millrace.types.Ref;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether bytes are those of a constant, or a text in upper or lower case is: that text is not made. Mostly the lengths differ, and
 * no byte is looked at.
 */
final class TextEquality implements Node {
    private final Node operand;
    private final Change change;
    private final byte[] constant;
    private final long[] words;
    private final int lengthMax;
    private final long flip;

    /** What happens to the operand before it is compared. */
    private enum Change {
        NONE(0, 0, ""),
        LOWER('A', 'Z', "k"),
        UPPER('a', 'z', "FILST");

        private final int first;
        private final int last;
        /** The ASCII letters that other characters become, or become several of. */
        private final String common;

        Change(int first, int last, String common) {
            this.first = first;
            this.last = last;
            this.common = common;
        }

        String apply(String text) {
            return switch (this) {
                case NONE -> text;
                case LOWER -> text.toLowerCase(Locale.ROOT);
                case UPPER -> text.toUpperCase(Locale.ROOT);
            };
        }
    }

    private TextEquality(Node operand, Change change, byte[] constant, boolean negated) {
        this.operand = operand;
        this.change = change;
        this.constant = constant;
        this.words = ByteWords.words(constant);
        this.lengthMax = constant.length + 2 * common(change, constant);
        this.flip = negated ? 1 : 0;
    }

    /** The node, or {@code null} for an operand in another case that is compared with what is not ASCII. */
    static @Nullable TextEquality of(Node operand, ConstantNode constant, boolean negated) {
        byte[] bytes = constant.bytes();
        if (!(SharedNode.unshared(operand) instanceof TextKernels.CaseChange changed)) {
            return new TextEquality(operand, Change.NONE, bytes, negated);
        }
        Change change = changed.upper() ? Change.UPPER : Change.LOWER;
        return ByteWords.areAscii(bytes, 0, bytes.length)
                ? new TextEquality(changed.operand(), change, bytes, negated)
                : null;
    }

    /** How many letters may come from a character that is not ASCII. Such a one has no fewer bytes, and at most two more for each. */
    private static int common(Change change, byte[] constant) {
        int count = 0;
        for (byte letter : constant) {
            count += change.common.indexOf(letter) >= 0 ? 1 : 0;
        }
        return count;
    }

    /** The least number of bytes of a text that can be equal. */
    int lengthMin() {
        return constant.length;
    }

    /** The greatest number of bytes of a text that can be equal. */
    int lengthMax() {
        return lengthMax;
    }

    /** The text that is compared, whose case is as it was. */
    Node operand() {
        return operand;
    }

    @Override
    public Column evaluate(Frame frame) {
        BytesColumn column = (BytesColumn) operand.evaluate(frame);
        long[] values = new long[frame.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = TextKernels.isNull(column.nulls(), i) ? 0 : test(column.refs()[i], column.pages());
        }
        return new LongColumn(values.length, values, column.nulls());
    }

    @Override
    public Value emit(Emitter code) {
        Value x = code.value(operand);
        Code pages = code.pages(x.source());
        Code equality = code.object(TextEquality.class, this);
        Code.Variable result = code.declare(Code.Constant.ZERO);
        Code test =
                new Code.Call(Type.of(TextEquality.class), "test", true, List.of(equality, x.low(), pages), Type.LONG);
        code.whereGiven(x.isNull(), () -> code.set(result, test));
        return Value.ofLong(result, x.isNull());
    }

    @Override
    public boolean readsText() {
        return true;
    }

    /** 1 if the bytes that the reference names are equal, else 0; for {@code <>} the opposite. */
    long test(long ref, byte[][] pages) {
        int length = Ref.length(ref, pages);
        if (length < constant.length || length > lengthMax) {
            return flip;
        }
        return (isEqual(pages[Ref.page(ref)], Ref.offset(ref), length) ? 1 : 0) ^ flip;
    }

    private boolean isEqual(byte[] page, int from, int length) {
        if (change == Change.NONE) {
            return ByteWords.equal(page, from, length, words);
        }
        if (length == constant.length && ByteWords.equalChanged(page, from, length, words, change.first, change.last)) {
            return true;
        }
        return lengthMax > constant.length
                && !ByteWords.areAscii(page, from, from + length)
                && isEqualText(page, from, length);
    }

    private boolean isEqualText(byte[] page, int from, int length) {
        String changed = change.apply(new String(page, from, length, StandardCharsets.UTF_8));
        return Arrays.equals(changed.getBytes(StandardCharsets.UTF_8), constant);
    }
}
