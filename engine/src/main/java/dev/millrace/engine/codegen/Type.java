package dev.millrace.engine.codegen;

import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;

/** What a value of generated code is: {@code int}, {@code long}, {@code double}, or an object of a class. */
public record Type(TypeKind kind, ClassDesc descriptor) {
    /** {@code int}; also {@code boolean}, as 0 or 1. */
    public static final Type INT = new Type(TypeKind.INT, ConstantDescs.CD_int);

    /** The result of methods that say {@code boolean}; otherwise as {@link #INT}. */
    public static final Type BOOLEAN = new Type(TypeKind.INT, ConstantDescs.CD_boolean);

    /** No value: only of calls. */
    public static final Type VOID = new Type(TypeKind.VOID, ConstantDescs.CD_void);

    /** {@code long}. */
    public static final Type LONG = new Type(TypeKind.LONG, ConstantDescs.CD_long);

    /** {@code double}. */
    public static final Type DOUBLE = new Type(TypeKind.DOUBLE, ConstantDescs.CD_double);

    /** {@code int[]}. */
    public static final Type INTS = of(int[].class);

    /** {@code long[]}. */
    public static final Type LONGS = of(long[].class);

    /** {@code long[][]}. */
    public static final Type LONG_ARRAYS = of(long[][].class);

    /** {@code byte[]}. */
    public static final Type BYTES = of(byte[].class);

    /** {@code byte[][]}. */
    public static final Type PAGES = of(byte[][].class);

    /** The type of objects of a class. */
    public static Type of(Class<?> type) {
        return new Type(TypeKind.REFERENCE, type.describeConstable().orElseThrow());
    }

    /** The type of an array's elements. */
    public Type element() {
        ClassDesc component = descriptor.componentType();
        if (component == null) {
            throw new IllegalStateException(descriptor + " is not an array");
        }
        return component.isPrimitive()
                ? new Type(TypeKind.from(component), component)
                : new Type(TypeKind.REFERENCE, component);
    }

    /** As in Java source. */
    String text() {
        return descriptor.displayName();
    }
}
