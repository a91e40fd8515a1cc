package dev.millrace.formats.json;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_byte;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import dev.millrace.formats.text.Pages;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the code of a {@link JsonLoop}: each field has code of its own, with its key and kind in it, so that the processor
 * learns for each field alone how its values usually go on, and waits for nothing else than the end of the value before. That
 * is worth half of the time.
 *
 * <p>Equal loops are one object, so that a program that is started again finds its code compiled already. Thread-safe.
 */
final class JsonLoopCode {
    /** How many loops are remembered. */
    private static final int CACHE_MAX = 500;

    /** The most fields of a loop: HotSpot compiles no huge methods. */
    static final int FIELDS_MAX = 48;

    private static final ClassDesc NAME = ClassDesc.of(JsonLoop.class.getPackageName(), "GeneratedJsonLoop");
    private static final ClassDesc BYTES = CD_byte.arrayType();
    private static final ClassDesc LONGS = CD_long.arrayType();
    private static final ClassDesc LOOP = descriptor(JsonLoop.class);
    private static final ClassDesc LINES = descriptor(JsonLines.class);
    private static final ClassDesc FIELD = descriptor(JsonField.class);
    private static final ClassDesc PAGES = descriptor(Pages.class);
    private static final MethodTypeDesc READ = MethodTypeDesc.of(CD_int, BYTES, CD_int, CD_int, CD_int, CD_int, LINES);

    private static final MethodTypeDesc NUMBER = MethodTypeDesc.of(CD_int, BYTES, CD_int, LONGS, CD_int);
    private static final MethodTypeDesc TEXT = MethodTypeDesc.of(CD_int, BYTES, CD_int, CD_int, PAGES, LONGS, CD_int);

    private static final int BYTES_SLOT = 1;
    private static final int AT = 2;
    private static final int SAFE = 3;
    private static final int ROW = 4;
    private static final int ROW_END = 5;
    private static final int LINES_SLOT = 6;
    private static final int PLACE = 7;
    private static final int NEXT = 8;
    private static final int PAGES_SLOT = 9;
    private static final int FIELD_SLOTS = 10;

    private static final Map<List<Step>, JsonLoop> CACHE = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Step>, JsonLoop> eldest) {
            return size() > CACHE_MAX;
        }
    };

    /** What the code of a field depends on. Keys of some lengths are compared by the key itself. */
    private record Step(long head, long tail, int length, JsonField.Kind kind) {
        static Step of(JsonKeys.Key<JsonField> key) {
            return new Step(key.head(), key.tail(), key.length, key.meaning.kind);
        }

        /** Whether two words hold the key. */
        boolean isShort() {
            return length > Long.BYTES && length <= 2 * Long.BYTES;
        }

        /** Whether the value usually begins with a quote, and two words hold the key and that. */
        boolean isQuoted() {
            boolean quoted = kind == JsonField.Kind.TEXT || kind == JsonField.Kind.TIMESTAMP;
            return quoted && isShort() && length < 2 * Long.BYTES;
        }
    }

    private JsonLoopCode() {}

    /** A loop for objects with these keys; {@code null} if there cannot be one. */
    static @Nullable JsonLoop of(List<JsonKeys.Key<JsonField>> keys) {
        if (keys.isEmpty() || keys.size() > FIELDS_MAX) {
            return null;
        }
        List<Step> steps = keys.stream().map(Step::of).toList();
        synchronized (CACHE) {
            return CACHE.computeIfAbsent(steps, JsonLoopCode::define);
        }
    }

    private static JsonLoop define(List<Step> steps) {
        byte[] code = ClassFile.of().build(NAME, type -> {
            type.withInterfaceSymbols(LOOP);
            type.withMethodBody(
                    INIT_NAME,
                    MTD_void,
                    ClassFile.ACC_PUBLIC,
                    body -> body.aload(0)
                            .invokespecial(CD_Object, INIT_NAME, MTD_void)
                            .return_());
            type.withMethodBody("read", READ, ClassFile.ACC_PUBLIC, body -> write(body, steps));
        });
        try {
            MethodHandles.Lookup made = MethodHandles.lookup().defineHiddenClass(code, true);
            return (JsonLoop) made.findConstructor(made.lookupClass(), MethodType.methodType(void.class))
                    .invoke();
        } catch (Throwable e) {
            throw new IllegalStateException("a loop cannot be made", e);
        }
    }

    private static void write(CodeBuilder body, List<Step> steps) {
        body.aload(LINES_SLOT)
                .invokevirtual(LINES, "pages", MethodTypeDesc.of(PAGES))
                .astore(PAGES_SLOT);
        for (int i = 0; i < steps.size(); i++) {
            call(body, "field", FIELD, i).astore(fieldSlot(i));
            if (hasValues(steps.get(i).kind)) {
                call(body, "values", LONGS, i).astore(fieldSlot(i) + 1);
            }
        }
        Label next = body.newBoundLabel();
        Label stop = body.newLabel();
        body.iload(ROW).iload(ROW_END).if_icmpge(stop).iload(AT).istore(PLACE);
        for (int i = 0; i < steps.size(); i++) {
            field(body, i, steps.get(i), stop);
        }
        body.aload(LINES_SLOT).iload(PLACE).invokevirtual(LINES, "next", MethodTypeDesc.of(CD_int, CD_int));
        body.istore(NEXT).iload(NEXT).iflt(stop).iload(NEXT).istore(AT);
        body.iinc(ROW, 1).goto_(next);
        body.labelBinding(stop);
        body.aload(LINES_SLOT).iload(ROW).invokevirtual(LINES, "stop", MethodTypeDesc.of(CD_void, CD_int));
        body.iload(AT).ireturn();
    }

    private static CodeBuilder call(CodeBuilder body, String method, ClassDesc result, int field) {
        return body.aload(LINES_SLOT)
                .loadConstant(field)
                .invokevirtual(LINES, method, MethodTypeDesc.of(result, CD_int));
    }

    private static int fieldSlot(int field) {
        return FIELD_SLOTS + 2 * field;
    }

    private static boolean hasValues(JsonField.Kind kind) {
        return switch (kind) {
            case INTEGER, TEXT, TIMESTAMP -> true;
            case SKIPPED, ANY -> false;
        };
    }

    /** A field is read where its key is; a value of another form, by the slower way. */
    private static void field(CodeBuilder body, int i, Step step, Label stop) {
        body.iload(PLACE).iload(SAFE).if_icmpgt(stop);
        Label other = body.newLabel();
        Label read = body.newLabel();
        if (step.isQuoted()) {
            quotedValue(body, i, step, other);
            body.iload(NEXT).ifge(read);
            body.labelBinding(other);
            key(body, i, step, stop);
            body.iinc(PLACE, step.length);
        } else {
            key(body, i, step, stop);
            body.iinc(PLACE, step.length);
            value(body, i, step.kind);
            body.istore(NEXT).iload(NEXT).ifge(read);
        }
        body.aload(LINES_SLOT).loadConstant(i).iload(PLACE).iload(ROW);
        body.invokevirtual(LINES, "other", MethodTypeDesc.of(CD_int, CD_int, CD_int, CD_int));
        body.istore(NEXT).iload(NEXT).iflt(stop);
        body.labelBinding(read).iload(NEXT).istore(PLACE);
    }

    private static void key(CodeBuilder body, int i, Step step, Label stop) {
        if (step.isShort()) {
            compare(body, step.head, step.tail, step.length - Long.BYTES);
        } else {
            body.aload(LINES_SLOT).loadConstant(i).iload(PLACE);
            body.invokevirtual(LINES, "isKey", MethodTypeDesc.of(CD_boolean, CD_int, CD_int));
        }
        body.ifeq(stop);
    }

    private static void compare(CodeBuilder body, long head, long tail, int last) {
        body.aload(BYTES_SLOT)
                .iload(PLACE)
                .loadConstant(head)
                .loadConstant(tail)
                .loadConstant(last);
        body.invokestatic(LINES, "isKey", MethodTypeDesc.of(CD_boolean, BYTES, CD_int, CD_long, CD_long, CD_int));
    }

    /** Reads a value with its key and the quote between them; goes to {@code other} if that is not there. */
    private static void quotedValue(CodeBuilder body, int i, Step step, Label other) {
        compare(
                body,
                step.head,
                step.tail >>> Byte.SIZE | (long) '"' << Long.SIZE - Byte.SIZE,
                step.length - Long.BYTES + 1);
        body.ifeq(other);
        if (step.kind == JsonField.Kind.TEXT) {
            body.aload(BYTES_SLOT).iload(PLACE).loadConstant(step.length + 1).iadd();
            body.aload(BYTES_SLOT)
                    .arraylength()
                    .aload(PAGES_SLOT)
                    .aload(fieldSlot(i) + 1)
                    .iload(ROW);
            body.invokestatic(FIELD, "textAfterQuote", TEXT);
        } else {
            body.aload(fieldSlot(i))
                    .aload(BYTES_SLOT)
                    .iload(PLACE)
                    .loadConstant(step.length + 1)
                    .iadd();
            body.aload(fieldSlot(i) + 1).iload(ROW);
            body.invokevirtual(FIELD, "timestampAfterQuote", NUMBER);
        }
        body.istore(NEXT);
    }

    /** Leaves the index after the value on the stack. */
    private static void value(CodeBuilder body, int i, JsonField.Kind kind) {
        switch (kind) {
            case INTEGER, TIMESTAMP -> {
                String method = kind == JsonField.Kind.INTEGER ? "shortInteger" : "timestamp";
                body.aload(fieldSlot(i))
                        .aload(BYTES_SLOT)
                        .iload(PLACE)
                        .aload(fieldSlot(i) + 1)
                        .iload(ROW);
                body.invokevirtual(FIELD, method, NUMBER);
            }
            case TEXT -> {
                body.aload(BYTES_SLOT)
                        .iload(PLACE)
                        .aload(BYTES_SLOT)
                        .arraylength()
                        .aload(PAGES_SLOT);
                body.aload(fieldSlot(i) + 1).iload(ROW).invokestatic(FIELD, "text", TEXT);
            }
            case SKIPPED -> {
                body.aload(BYTES_SLOT).iload(PLACE).aload(BYTES_SLOT).arraylength();
                body.invokestatic(FIELD, "skip", MethodTypeDesc.of(CD_int, BYTES, CD_int, CD_int));
            }
            case ANY -> body.loadConstant(JsonField.OTHER_FORM);
        }
    }

    private static ClassDesc descriptor(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }
}
