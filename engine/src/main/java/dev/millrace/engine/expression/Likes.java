package dev.millrace.engine.expression;

import dev.millrace.engine.codegen.Code;
import dev.millrace.engine.codegen.Type;
import dev.millrace.plan.Expression;
import dev.millrace.types.BytesColumn;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import dev.millrace.types.Ref;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * LIKE with a constant pattern, on UTF-8 bytes: no character's bytes occur inside another's, so that parts without {@code _} are
 * found as bytes.
 */
final class Likes implements Node {
    private final Node text;
    private final Pattern pattern;
    private final long flip;

    private Likes(Node text, Pattern pattern, boolean negated) {
        this.text = text;
        this.pattern = pattern;
        this.flip = negated ? 1 : 0;
    }

    /** A kernel, or {@code null} if the pattern is not constant or fails. */
    static @Nullable Node compile(Expression.Call call, List<Node> operands, boolean fold, boolean negated) {
        if (!TextKernels.areText(call, operands.size())) {
            return null;
        }
        String pattern = constant(operands.get(1), fold);
        String escape = operands.size() > 2 ? constant(operands.get(2), fold) : "";
        Pattern compiled = pattern == null || escape == null ? null : Pattern.of(pattern, escape);
        if (compiled == null) {
            return null;
        }
        Node text = fold ? TextKernels.changeCase(operands.getFirst(), false) : operands.getFirst();
        return new Likes(text, compiled, negated);
    }

    private static @Nullable String constant(Node node, boolean fold) {
        if (!(node instanceof ConstantNode constant) || !(constant.value() instanceof String value)) {
            return null;
        }
        return fold ? value.toLowerCase(Locale.ROOT) : value;
    }

    @Override
    public Column evaluate(Frame frame) {
        BytesColumn column = (BytesColumn) text.evaluate(frame);
        long[] nulls = column.nulls();
        long[] values = new long[frame.size()];
        for (int i = 0; i < values.length; i++) {
            if (!TextKernels.isNull(nulls, i)) {
                int from = column.offset(i);
                values[i] = (pattern.matches(column.page(i), from, from + column.length(i)) ? 1 : 0) ^ flip;
            }
        }
        return new LongColumn(values.length, values, nulls);
    }

    @Override
    public boolean readsText() {
        return true;
    }

    @Override
    public Value emit(Emitter code) {
        Value x = code.value(text);
        Code pages = code.pages(x.source());
        Code like = code.object(Likes.class, this);
        Code.Variable result = code.declare(Code.Constant.ZERO);
        Code test = new Code.Call(Type.of(Likes.class), "test", true, List.of(like, x.low(), pages), Type.LONG);
        code.whereGiven(x.isNull(), () -> code.set(result, test));
        return Value.ofLong(result, x.isNull());
    }

    /** 1 if the bytes match, else 0; for NOT LIKE the opposite. */
    long test(long ref, byte[][] pages) {
        int from = Ref.offset(ref);
        return (pattern.matches(pages[Ref.page(ref)], from, from + Ref.length(ref, pages)) ? 1 : 0) ^ flip;
    }

    /** The parts of a pattern between its {@code %}: the first and last are anchored, those between found from the left. */
    private static final class Pattern {
        private final List<Part> parts;

        private Pattern(List<Part> parts) {
            this.parts = parts;
        }

        /** The pattern, or {@code null} if it ends with the escape character. */
        static @Nullable Pattern of(String pattern, String escape) {
            int escaping = escape.isEmpty() ? -1 : escape.codePointAt(0);
            int[] letters = pattern.codePoints().toArray();
            List<Part> parts = new ArrayList<>();
            PartBuilder part = new PartBuilder();
            for (int i = 0; i < letters.length; i++) {
                if (letters[i] == escaping) {
                    if (++i == letters.length) {
                        return null;
                    }
                    part.letter(letters[i]);
                } else if (letters[i] == '%') {
                    parts.add(part.build());
                } else if (letters[i] == '_') {
                    part.any();
                } else {
                    part.letter(letters[i]);
                }
            }
            parts.add(part.build());
            return new Pattern(parts);
        }

        boolean matches(byte[] bytes, int from, int end) {
            int at = parts.getFirst().matchAt(bytes, from, end);
            if (parts.size() == 1 || at < 0) {
                return at == end;
            }
            int last = parts.size() - 1;
            for (int i = 1; i < last && at >= 0; i++) {
                at = parts.get(i).find(bytes, at, end);
            }
            return at >= 0 && parts.get(last).matchEnd(bytes, at, end);
        }
    }

    /** Collects a part: letters as bytes, and where any character may stand. */
    private static final class PartBuilder {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final ByteArrayOutputStream wild = new ByteArrayOutputStream();
        private int anys;

        void letter(int letter) {
            byte[] encoded = Character.toString(letter).getBytes(StandardCharsets.UTF_8);
            bytes.writeBytes(encoded);
            wild.writeBytes(new byte[encoded.length]);
        }

        void any() {
            bytes.write(0);
            wild.write(1);
            anys++;
        }

        Part build() {
            Part part = new Part(bytes.toByteArray(), wild.toByteArray(), anys);
            bytes.reset();
            wild.reset();
            anys = 0;
            return part;
        }
    }

    /**
     * A piece of a pattern without {@code %}.
     *
     * @param bytes its letters; a 0 for any character
     * @param wild 1 where any character may stand
     * @param anys how many such places there are
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Part(byte[] bytes, byte[] wild, int anys) {
        /** The end of the part if it stands at {@code from}, else −1. */
        int matchAt(byte[] text, int from, int end) {
            if (anys == 0) {
                int to = from + bytes.length;
                return to <= end && stands(text, from) ? to : -1;
            }
            int at = from;
            for (int i = 0; i < bytes.length; i++) {
                if (at >= end || wild[i] == 0 && text[at] != bytes[i]) {
                    return -1;
                }
                at = wild[i] == 0 ? at + 1 : next(text, at, end);
            }
            return at;
        }

        /** Parts are short: a plain loop is faster than a call. */
        private boolean stands(byte[] text, int from) {
            for (int i = 0; i < bytes.length; i++) {
                if (text[from + i] != bytes[i]) {
                    return false;
                }
            }
            return true;
        }

        /** The end of its first occurrence from {@code from} on, −1 if there is none. */
        int find(byte[] text, int from, int end) {
            if (bytes.length == 0) {
                return from;
            }
            if (anys == 0) {
                int at = ByteWords.find(text, from, end, bytes);
                return at < 0 ? -1 : at + bytes.length;
            }
            byte first = bytes[0];
            boolean letter = wild[0] == 0;
            for (int at = from; at + bytes.length - 1 < end; at++) {
                if (letter ? text[at] == first : text[at] >= -64) {
                    int to = matchAt(text, at, end);
                    if (to >= 0) {
                        return to;
                    }
                }
            }
            return -1;
        }

        /** Whether it stands at the end, not before {@code from}. */
        boolean matchEnd(byte[] text, int from, int end) {
            int at = end;
            for (int i = bytes.length - 1; i >= 0; i--) {
                if (at <= from || wild[i] == 0 && text[at - 1] != bytes[i]) {
                    return false;
                }
                at = wild[i] == 0 ? at - 1 : previous(text, at, from);
            }
            return true;
        }

        private static int next(byte[] text, int at, int end) {
            int next = at + 1;
            while (next < end && text[next] < -64) {
                next++;
            }
            return next;
        }

        private static int previous(byte[] text, int at, int from) {
            int previous = at - 1;
            while (previous > from && text[previous] < -64) {
                previous--;
            }
            return previous;
        }
    }
}
