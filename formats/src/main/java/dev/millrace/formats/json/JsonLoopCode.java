package dev.millrace.formats.json;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_byte;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import dev.millrace.formats.text.Pages;
import dev.millrace.formats.text.Swar;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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

    /** The longest key that has code. */
    static final int KEY_BYTES_MAX = 120;

    private static final ClassDesc NAME = ClassDesc.of(JsonLoop.class.getPackageName(), "GeneratedJsonLoop");
    private static final ClassDesc BYTES = CD_byte.arrayType();
    private static final ClassDesc LONGS = CD_long.arrayType();
    private static final ClassDesc LOOP = descriptor(JsonLoop.class);
    private static final ClassDesc LINES = descriptor(JsonLines.class);
    private static final ClassDesc FIELD = descriptor(JsonField.class);
    private static final ClassDesc SWAR = descriptor(Swar.class);
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

    /** What the code of a field depends on: the bytes of its key, in Latin-1, and how its values are read. */
    private record Step(String key, JsonField.Kind kind) {
        static Step of(JsonKeys.Key<JsonField> key) {
            return new Step(key.text(), key.meaning.kind);
        }

        /** Whether its values usually begin with a quote. */
        boolean isQuoted() {
            return kind == JsonField.Kind.TEXT || kind == JsonField.Kind.TIMESTAMP;
        }
    }

    private JsonLoopCode() {}

    /** A loop for objects with these keys; {@code null} if there cannot be one. */
    static @Nullable JsonLoop of(List<JsonKeys.Key<JsonField>> keys) {
        if (keys.isEmpty() || keys.size() > FIELDS_MAX || keys.stream().anyMatch(key -> key.length > KEY_BYTES_MAX)) {
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
            compare(body, step.key + '"', other);
            body.iinc(PLACE, step.key.length() + 1);
            valueAfterQuote(body, i, step.kind);
            body.istore(NEXT).iload(NEXT).ifge(read);
            body.iinc(PLACE, -step.key.length() - 1);
            body.labelBinding(other);
        }
        compare(body, step.key, stop);
        body.iinc(PLACE, step.key.length());
        if (!step.isQuoted()) {
            value(body, i, step.kind);
            body.istore(NEXT).iload(NEXT).ifge(read);
        }
        body.aload(LINES_SLOT).loadConstant(i).iload(PLACE).iload(ROW);
        body.invokevirtual(LINES, "other", MethodTypeDesc.of(CD_int, CD_int, CD_int, CD_int));
        body.istore(NEXT).iload(NEXT).iflt(stop);
        body.labelBinding(read).iload(NEXT).istore(PLACE);
    }

    /** Goes to {@code different} if the bytes there are not these. Compares words, of which the last two may overlap. */
    private static void compare(CodeBuilder body, String wanted, Label different) {
        byte[] bytes = wanted.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length < Long.BYTES) {
            long mask = (1L << Byte.SIZE * bytes.length) - 1;
            load(body, 0).loadConstant(mask).land();
            body.loadConstant(Swar.load(Arrays.copyOf(bytes, Long.BYTES), 0))
                    .lcmp()
                    .ifne(different);
            return;
        }
        for (int at = 0; at < bytes.length; at += Long.BYTES) {
            int offset = Math.min(at, bytes.length - Long.BYTES);
            load(body, offset).loadConstant(Swar.load(bytes, offset)).lcmp().ifne(different);
        }
    }

    private static CodeBuilder load(CodeBuilder body, int offset) {
        return body.aload(BYTES_SLOT)
                .iload(PLACE)
                .loadConstant(offset)
                .iadd()
                .invokestatic(SWAR, "load", MethodTypeDesc.of(CD_long, BYTES, CD_int));
    }

    /** As {@link #value}, where the quote is consumed. */
    private static void valueAfterQuote(CodeBuilder body, int i, JsonField.Kind kind) {
        if (kind == JsonField.Kind.TEXT) {
            body.aload(BYTES_SLOT).iload(PLACE).aload(BYTES_SLOT).arraylength().aload(PAGES_SLOT);
            body.aload(fieldSlot(i) + 1).iload(ROW).invokestatic(FIELD, "textAfterQuote", TEXT);
        } else {
            body.aload(fieldSlot(i))
                    .aload(BYTES_SLOT)
                    .iload(PLACE)
                    .aload(fieldSlot(i) + 1)
                    .iload(ROW);
            body.invokevirtual(FIELD, "timestampAfterQuote", NUMBER);
        }
    }

    /** Leaves the index after the value on the stack. */
    private static void value(CodeBuilder body, int i, JsonField.Kind kind) {
        switch (kind) {
            case INTEGER -> {
                body.aload(fieldSlot(i))
                        .aload(BYTES_SLOT)
                        .iload(PLACE)
                        .aload(fieldSlot(i) + 1)
                        .iload(ROW);
                body.invokevirtual(FIELD, "shortInteger", NUMBER);
            }
            case SKIPPED -> {
                body.aload(BYTES_SLOT).iload(PLACE).aload(BYTES_SLOT).arraylength();
                body.invokestatic(FIELD, "skip", MethodTypeDesc.of(CD_int, BYTES, CD_int, CD_int));
            }
            case ANY, TEXT, TIMESTAMP -> body.loadConstant(JsonField.OTHER_FORM);
        }
    }

    private static ClassDesc descriptor(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }
}
