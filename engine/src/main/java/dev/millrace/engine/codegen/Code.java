package dev.millrace.engine.codegen;

import java.util.List;

/** What has a value in generated code. Evaluating it has no effects but those of the methods it calls. */
public sealed interface Code {
    /** The type of the value. */
    Type type();

    /** A {@code long} known beforehand. */
    record Constant(long value) implements Code {
        /** 0. */
        public static final Constant ZERO = new Constant(0);

        /** 1. */
        public static final Constant ONE = new Constant(1);

        @Override
        public Type type() {
            return Type.LONG;
        }
    }

    /** An {@code int} known beforehand. */
    record Small(int value) implements Code {
        @Override
        public Type type() {
            return Type.INT;
        }
    }

    /** A {@code double} known beforehand. */
    record Real(double value) implements Code {
        @Override
        public Type type() {
            return Type.DOUBLE;
        }
    }

    /** A constant of an enum. */
    record Named(Type type, String name) implements Code {}

    /** A parameter or local variable. Names are unique within a routine. */
    record Variable(String name, Type type) implements Code {}

    /** An operator of two operands of one type; of shifts, the right one is an {@code int}. */
    record Binary(Operation operation, Code left, Code right) implements Code {
        @Override
        public Type type() {
            return left.type();
        }
    }

    /** 1 if the relation holds between two {@code long}s, else 0. */
    record Test(Relation relation, Code left, Code right) implements Code {
        @Override
        public Type type() {
            return Type.LONG;
        }
    }

    /** An {@code int} as {@code long}. */
    record Widened(Code operand) implements Code {
        @Override
        public Type type() {
            return Type.LONG;
        }
    }

    /** A {@code long} as {@code int}. */
    record Narrowed(Code operand) implements Code {
        @Override
        public Type type() {
            return Type.INT;
        }
    }

    /** A {@code long} as {@code double}: the number, not the bits. */
    record Floated(Code operand) implements Code {
        @Override
        public Type type() {
            return Type.DOUBLE;
        }
    }

    /** An element of an array. */
    record Element(Code array, Code index) implements Code {
        @Override
        public Type type() {
            return array.type().element();
        }
    }

    /** The bit of a row in a bitmap of {@code long[]}. */
    record Bit(Code bitmap, Code row) implements Code {
        @Override
        public Type type() {
            return Type.LONG;
        }
    }

    /** An object seen as one of the given type. */
    record Seen(Type type, Code operand) implements Code {}

    /** The call of a static method; if {@code instance}, of a method of a class whose object is the first argument. */
    record Call(Type owner, String method, boolean instance, List<Code> arguments, Type type) implements Code {}

    /** What {@link Binary} computes. */
    enum Operation {
        ADD("+"),
        SUBTRACT("-"),
        MULTIPLY("*"),
        DIVIDE("/"),
        REMAINDER("%"),
        AND("&"),
        OR("|"),
        XOR("^"),
        SHIFT_RIGHT(">>"),
        SHIFT_RIGHT_UNSIGNED(">>>"),
        SHIFT_LEFT("<<");

        final String text;

        Operation(String text) {
            this.text = text;
        }
    }

    /** What {@link Test} asks. */
    enum Relation {
        EQUAL("=="),
        UNEQUAL("!="),
        LESS("<"),
        LESS_OR_EQUAL("<="),
        GREATER(">"),
        GREATER_OR_EQUAL(">=");

        final String text;

        Relation(String text) {
            this.text = text;
        }
    }
}
