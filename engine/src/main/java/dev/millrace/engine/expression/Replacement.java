package dev.millrace.engine.expression;

import dev.millrace.plan.Expression;
import dev.millrace.types.BytesColumn;
import dev.millrace.types.Column;
import dev.millrace.types.ColumnBuilder;
import dev.millrace.types.Ref;
import dev.millrace.types.SqlType.TextType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * REPLACE with constants, on UTF-8 bytes: no character's bytes occur inside another's. Where nothing is replaced the result refers to
 * the bytes of the operand.
 */
final class Replacement implements Node {
    private final Node text;
    private final byte[] old;
    private final byte[] replacement;
    private final ColumnBuilder builder = new ColumnBuilder(new TextType(false, TextType.UNLIMITED, true));
    private byte[] buffer = new byte[64];

    private Replacement(Node text, byte[] old, byte[] replacement) {
        this.text = text;
        this.old = old;
        this.replacement = replacement;
    }

    /** A kernel, or {@code null} if what is replaced, and by what, is not known beforehand. */
    static @Nullable Node compile(Expression.Call call, List<Node> operands) {
        boolean known = operands.size() == 3
                && TextKernels.areText(call, 3)
                && call.type() instanceof TextType
                && operands.get(1) instanceof ConstantNode old
                && old.value() != null
                && operands.get(2) instanceof ConstantNode replacement
                && replacement.value() != null;
        if (!known) {
            return null;
        }
        byte[] old = ((ConstantNode) operands.get(1)).bytes();
        byte[] replacement = ((ConstantNode) operands.get(2)).bytes();
        return old.length == 0 ? operands.getFirst() : new Replacement(operands.getFirst(), old, replacement);
    }

    /** What it replaces in. */
    Node text() {
        return text;
    }

    /** By how many characters each replacement makes the text shorter. */
    int lost() {
        return ByteWords.characters(old, 0, old.length) - ByteWords.characters(replacement, 0, replacement.length);
    }

    /** Whether no text gets longer. */
    boolean shortens() {
        return lost() >= 0;
    }

    /** How often the bytes that the reference names have something to replace. */
    long count(long ref, byte[][] pages) {
        int from = Ref.offset(ref);
        return ByteWords.count(pages[Ref.page(ref)], from, from + Ref.length(ref, pages), old);
    }

    @Override
    public Column evaluate(Frame frame) {
        int size = frame.size();
        BytesColumn column = (BytesColumn) text.evaluate(frame);
        long[] refs = new long[size];
        int[] changed = new int[size];
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (!TextKernels.isNull(column.nulls(), i)) {
                refs[i] = column.refs()[i];
                if (append(column.page(i), column.offset(i), column.offset(i) + column.length(i))) {
                    changed[count++] = i;
                }
            }
        }
        return count == 0 ? column : merged(column, refs, (BytesColumn) builder.build(), changed);
    }

    private static Column merged(BytesColumn column, long[] refs, BytesColumn made, int[] changed) {
        PageTable pages = new PageTable();
        pages.add(column.pages());
        int shift = pages.add(made.pages());
        for (int i = 0; i < made.size(); i++) {
            refs[changed[i]] = Ref.shift(made.refs()[i], shift);
        }
        return new BytesColumn(refs.length, refs, pages.pages(), column.nulls());
    }

    /** Appends the text with replacements, if there are any. */
    private boolean append(byte[] page, int start, int end) {
        int at = ByteWords.find(page, start, end, old);
        if (at < 0) {
            return false;
        }
        int from = start;
        int length = 0;
        for (; at >= 0; at = ByteWords.find(page, from, end, old)) {
            length = put(page, from, at, length);
            length = put(replacement, 0, replacement.length, length);
            from = at + old.length;
        }
        builder.appendBytes(buffer, 0, put(page, from, end, length));
        return true;
    }

    private int put(byte[] bytes, int from, int end, int at) {
        int length = at + end - from;
        if (buffer.length < length) {
            buffer = Arrays.copyOf(buffer, Math.max(length, buffer.length * 2));
        }
        System.arraycopy(bytes, from, buffer, at, end - from);
        return length;
    }
}
