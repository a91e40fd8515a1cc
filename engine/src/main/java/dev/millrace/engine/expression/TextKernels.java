package dev.millrace.engine.expression;

import dev.millrace.engine.codegen.Code;
import dev.millrace.engine.codegen.Type;
import dev.millrace.plan.Expression;
import dev.millrace.types.BytesColumn;
import dev.millrace.types.Column;
import dev.millrace.types.ColumnBuilder;
import dev.millrace.types.LongColumn;
import dev.millrace.types.Nulls;
import dev.millrace.types.Ref;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.TextType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Functions of text on its UTF-8 bytes. The bytes of a NULL row may not be looked at. */
final class TextKernels {
    private TextKernels() {}

    /** Whether the first {@code count} operands are text. */
    static boolean areText(Expression.Call call, int count) {
        return call.operands().size() >= count
                && call.operands().subList(0, count).stream().allMatch(o -> o.type() instanceof TextType);
    }

    /** The number of characters: of bytes that do not continue one. */
    static @Nullable Node length(Expression.Call call, List<Node> operands) {
        if (!areText(call, operands.size()) || !(call.type() instanceof SqlType.IntegerType)) {
            return null;
        }
        return operands.getFirst() instanceof Replacement replaced && replaced.shortens()
                ? new ReplacementCount(replaced.text(), replaced, true)
                : new Length(operands.getFirst());
    }

    /** LENGTH of a text. */
    record Length(Node operand) implements Node {
        @Override
        public Column evaluate(Frame frame) {
            BytesColumn column = (BytesColumn) operand.evaluate(frame);
            long[] nulls = column.nulls();
            long[] values = new long[frame.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = isNull(nulls, i) ? 0 : length(column.refs()[i], column.pages());
            }
            return new LongColumn(values.length, values, nulls);
        }

        @Override
        public Value emit(Emitter code) {
            Value x = code.value(operand);
            Code pages = code.pages(x.source());
            Code.Variable result = code.declare(Code.Constant.ZERO);
            code.whereGiven(
                    x.isNull(),
                    () -> code.set(result, Codes.call(TextKernels.class, "length", Type.LONG, x.low(), pages)));
            return Value.ofLong(result, x.isNull());
        }

        @Override
        public boolean readsText() {
            return true;
        }
    }

    static boolean isNull(long @Nullable [] nulls, int row) {
        return nulls != null && Nulls.get(nulls, row);
    }

    /** The number of characters of the bytes that the reference names. */
    static long length(long ref, byte[][] pages) {
        int from = Ref.offset(ref);
        return ByteWords.characters(pages[Ref.page(ref)], from, from + Ref.length(ref, pages));
    }

    /** UPPER or LOWER: of ASCII letters byte by byte, of a row with others as Java does. */
    static @Nullable Node changeCase(Expression.Call call, List<Node> operands, boolean upper) {
        if (!areText(call, 1) || !(call.type() instanceof TextType)) {
            return null;
        }
        return changeCase(operands.getFirst(), upper);
    }

    static Node changeCase(Node operand, boolean upper) {
        return new CaseChange(operand, upper);
    }

    static final class CaseChange implements Node {
        private final Node operand;
        private final boolean upper;
        private final ColumnBuilder builder = new ColumnBuilder(new TextType(false, TextType.UNLIMITED, true));
        private byte[] buffer = new byte[64];

        CaseChange(Node operand, boolean upper) {
            this.operand = operand;
            this.upper = upper;
        }

        Node operand() {
            return operand;
        }

        boolean upper() {
            return upper;
        }

        @Override
        public Column evaluate(Frame frame) {
            BytesColumn column = (BytesColumn) operand.evaluate(frame);
            for (int i = 0; i < frame.size(); i++) {
                if (column.isNull(i)) {
                    builder.appendNull();
                } else {
                    append(column.page(i), column.offset(i), column.length(i));
                }
            }
            return builder.build();
        }

        private void append(byte[] page, int offset, int length) {
            if (!ByteWords.areAscii(page, offset, offset + length)) {
                String text = new String(page, offset, length, StandardCharsets.UTF_8);
                String changed = upper ? text.toUpperCase(Locale.ROOT) : text.toLowerCase(Locale.ROOT);
                builder.appendBytes(changed.getBytes(StandardCharsets.UTF_8));
                return;
            }
            if (buffer.length < length) {
                buffer = new byte[length * 2];
            }
            ByteWords.changeCase(page, offset, length, buffer, upper ? 'a' : 'A', upper ? 'z' : 'Z');
            builder.appendBytes(buffer, 0, length);
        }
    }

    /** {@code ||} of texts. */
    static @Nullable Node concatenation(Expression.Call call, List<Node> operands) {
        return areText(call, operands.size()) && call.type() instanceof TextType ? new Concatenation(operands) : null;
    }

    private static final class Concatenation implements Node {
        private final List<Node> operands;
        private final ColumnBuilder builder = new ColumnBuilder(new TextType(false, TextType.UNLIMITED, true));
        private byte[] buffer = new byte[64];

        Concatenation(List<Node> operands) {
            this.operands = operands;
        }

        @Override
        public Column evaluate(Frame frame) {
            BytesColumn[] columns = new BytesColumn[operands.size()];
            long[] nulls = null;
            for (int i = 0; i < columns.length; i++) {
                columns[i] = (BytesColumn) operands.get(i).evaluate(frame);
                nulls = Nulls.union(nulls, columns[i].nulls(), frame.size());
            }
            for (int i = 0; i < frame.size(); i++) {
                if (isNull(nulls, i)) {
                    builder.appendNull();
                } else {
                    append(columns, i);
                }
            }
            return builder.build();
        }

        private void append(BytesColumn[] columns, int row) {
            int end = 0;
            for (BytesColumn column : columns) {
                int length = column.length(row);
                if (buffer.length < end + length) {
                    buffer = Arrays.copyOf(buffer, Math.max(end + length, buffer.length * 2));
                }
                System.arraycopy(column.page(row), column.offset(row), buffer, end, length);
                end += length;
            }
            builder.appendBytes(buffer, 0, end);
        }
    }
}
