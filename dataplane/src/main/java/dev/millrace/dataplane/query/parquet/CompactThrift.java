package dev.millrace.dataplane.query.parquet;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** Writes structures in Thrift's compact protocol, in which the metadata of Parquet is. Fields are in the order of their numbers. */
final class CompactThrift {
    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final int BYTE = 3;
    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int STRUCT = 12;
    private static final int SHORT_MAX = 15;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    /** The last field of each structure that is being written, the innermost first. */
    private final Deque<Integer> last = new ArrayDeque<>();

    /** A structure by itself. */
    static byte[] struct(Consumer<CompactThrift> fields) {
        CompactThrift thrift = new CompactThrift();
        thrift.body(fields);
        return thrift.out.toByteArray();
    }

    private void body(Consumer<CompactThrift> fields) {
        last.push(0);
        fields.accept(this);
        last.pop();
        out.write(0);
    }

    private void field(int number, int type) {
        int step = number - last.pop();
        last.push(number);
        if (step > SHORT_MAX) {
            throw new IllegalArgumentException("fields are further apart than Parquet's are");
        }
        out.write(step << 4 | type);
    }

    CompactThrift i32(int number, int value) {
        field(number, I32);
        varint(zigzag(value));
        return this;
    }

    CompactThrift i64(int number, long value) {
        field(number, I64);
        varint(zigzag(value));
        return this;
    }

    CompactThrift i8(int number, int value) {
        field(number, BYTE);
        out.write(value);
        return this;
    }

    CompactThrift flag(int number, boolean value) {
        field(number, value ? TRUE : FALSE);
        return this;
    }

    CompactThrift text(int number, String value) {
        field(number, BINARY);
        bytes(value);
        return this;
    }

    CompactThrift struct(int number, Consumer<CompactThrift> fields) {
        field(number, STRUCT);
        body(fields);
        return this;
    }

    CompactThrift structs(int number, Collection<? extends Consumer<CompactThrift>> elements) {
        field(number, LIST);
        size(elements.size(), STRUCT);
        elements.forEach(this::body);
        return this;
    }

    CompactThrift numbers(int number, List<Integer> elements) {
        field(number, LIST);
        size(elements.size(), I32);
        elements.forEach(element -> varint(zigzag(element)));
        return this;
    }

    CompactThrift texts(int number, List<String> elements) {
        field(number, LIST);
        size(elements.size(), BINARY);
        elements.forEach(this::bytes);
        return this;
    }

    private void size(int size, int type) {
        if (size < SHORT_MAX) {
            out.write(size << 4 | type);
        } else {
            out.write(SHORT_MAX << 4 | type);
            varint(size);
        }
    }

    private void bytes(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        varint(utf8.length);
        out.writeBytes(utf8);
    }

    private static long zigzag(long value) {
        return value << 1 ^ value >> 63;
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
