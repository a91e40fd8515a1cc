package dev.millrace.engine.codegen;

import dev.millrace.engine.codegen.Code.Operation;
import dev.millrace.engine.codegen.Code.Relation;
import dev.millrace.engine.codegen.Code.Variable;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes a routine as the one method of a class. */
final class BytecodeWriter {
    private final CodeBuilder code;
    private final Map<Variable, Integer> slots = new HashMap<>();

    private BytecodeWriter(CodeBuilder code) {
        this.code = code;
    }

    /** The bytes of a class {@code name} that implements the interface by the routine. */
    static byte[] write(ClassDesc name, ClassDesc implemented, String method, Routine routine) {
        MethodTypeDesc type = MethodTypeDesc.of(
                routine.resultType().descriptor(),
                routine.parameters().stream().map(p -> p.type().descriptor()).toList());
        return ClassFile.of()
                .build(
                        name,
                        builder -> builder.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC)
                                .withInterfaceSymbols(implemented)
                                .withMethodBody(
                                        ConstantDescs.INIT_NAME,
                                        ConstantDescs.MTD_void,
                                        0,
                                        body -> body.aload(0)
                                                .invokespecial(
                                                        ConstantDescs.CD_Object,
                                                        ConstantDescs.INIT_NAME,
                                                        ConstantDescs.MTD_void)
                                                .return_())
                                .withMethodBody(
                                        method,
                                        type,
                                        ClassFile.ACC_PUBLIC,
                                        body -> new BytecodeWriter(body).routine(routine)));
    }

    private void routine(Routine routine) {
        for (int i = 0; i < routine.parameters().size(); i++) {
            slots.put(routine.parameters().get(i), code.parameterSlot(i));
        }
        statements(routine.body());
        Code result = routine.result();
        if (result != null) {
            push(result);
        }
        code.return_(routine.resultType().kind());
    }

    private void statements(List<Statement> statements) {
        statements.forEach(this::statement);
    }

    private void statement(Statement statement) {
        switch (statement) {
            case Statement.Let let -> {
                push(let.value());
                Variable variable = let.variable();
                int slot = code.allocateLocal(variable.type().kind());
                slots.put(variable, slot);
                code.storeLocal(variable.type().kind(), slot);
            }
            case Statement.Set set -> {
                push(set.value());
                code.storeLocal(set.variable().type().kind(), slot(set.variable()));
            }
            case Statement.Store store -> {
                push(store.array());
                push(store.index());
                push(store.value());
                code.arrayStore(store.value().type().kind());
            }
            case Statement.Do doing -> push(doing.call());
            case Statement.If choice -> choose(choice);
            case Statement.Loop loop -> loop(loop);
        }
    }

    private void choose(Statement.If choice) {
        Label otherwise = code.newLabel();
        Label end = code.newLabel();
        branchUnless(choice.condition(), otherwise);
        statements(choice.then());
        if (!choice.otherwise().isEmpty()) {
            code.goto_(end);
        }
        code.labelBinding(otherwise);
        statements(choice.otherwise());
        code.labelBinding(end);
    }

    private void branchUnless(Code condition, Label target) {
        if (condition instanceof Code.Test test) {
            push(test.left());
            push(test.right());
            code.lcmp();
            code.branch(opposite(test.relation()), target);
            return;
        }
        push(condition);
        code.lconst_0().lcmp().ifeq(target);
    }

    private static Opcode opposite(Relation relation) {
        return switch (relation) {
            case EQUAL -> Opcode.IFNE;
            case UNEQUAL -> Opcode.IFEQ;
            case LESS -> Opcode.IFGE;
            case LESS_OR_EQUAL -> Opcode.IFGT;
            case GREATER -> Opcode.IFLE;
            case GREATER_OR_EQUAL -> Opcode.IFLT;
        };
    }

    private void loop(Statement.Loop loop) {
        int index = code.allocateLocal(TypeKind.INT);
        slots.put(loop.index(), index);
        Label start = code.newLabel();
        Label end = code.newLabel();
        code.iconst_0().istore(index);
        code.labelBinding(start);
        code.iload(index);
        push(loop.end());
        code.if_icmpge(end);
        statements(loop.body());
        code.iinc(index, 1).goto_(start);
        code.labelBinding(end);
    }

    private int slot(Variable variable) {
        Integer slot = slots.get(variable);
        if (slot == null) {
            throw new IllegalStateException(variable + " is not declared");
        }
        return slot;
    }

    private void push(Code value) {
        switch (value) {
            case Code.Constant constant -> code.loadConstant(constant.value());
            case Code.Small small -> code.loadConstant(small.value());
            case Code.Real real -> code.loadConstant(real.value());
            case Code.Named named -> {
                ClassDesc owner = named.type().descriptor();
                code.getstatic(owner, named.name(), owner);
            }
            case Variable variable -> code.loadLocal(variable.type().kind(), slot(variable));
            case Code.Binary binary -> {
                push(binary.left());
                push(binary.right());
                operate(binary.operation(), binary.type().kind());
            }
            case Code.Test test -> test(test);
            case Code.Widened widened -> {
                push(widened.operand());
                code.i2l();
            }
            case Code.Narrowed narrowed -> {
                push(narrowed.operand());
                code.l2i();
            }
            case Code.Floated floated -> {
                push(floated.operand());
                code.l2d();
            }
            case Code.Element element -> {
                push(element.array());
                push(element.index());
                code.arrayLoad(element.type().kind());
            }
            case Code.Bit bit -> {
                push(bit.bitmap());
                push(bit.row());
                code.bipush(6).ishr().laload();
                push(bit.row());
                code.lushr().lconst_1().land();
            }
            case Code.Seen seen -> {
                push(seen.operand());
                code.checkcast(seen.type().descriptor());
            }
            case Code.Call call -> call(call);
        }
    }

    private void call(Code.Call call) {
        call.arguments().forEach(this::push);
        List<ClassDesc> types = call.arguments().stream()
                .skip(call.instance() ? 1 : 0)
                .map(argument -> argument.type().descriptor())
                .toList();
        MethodTypeDesc type = MethodTypeDesc.of(call.type().descriptor(), types);
        if (call.instance()) {
            code.invokevirtual(call.owner().descriptor(), call.method(), type);
        } else {
            code.invokestatic(call.owner().descriptor(), call.method(), type);
        }
    }

    private void test(Code.Test test) {
        Label no = code.newLabel();
        Label end = code.newLabel();
        branchUnless(test, no);
        code.lconst_1().goto_(end);
        code.labelBinding(no);
        code.lconst_0();
        code.labelBinding(end);
    }

    private void operate(Operation operation, TypeKind kind) {
        switch (kind) {
            case INT -> operateInts(operation);
            case DOUBLE -> operateDoubles(operation);
            default -> operateLongs(operation);
        }
    }

    private void operateLongs(Operation operation) {
        switch (operation) {
            case ADD -> code.ladd();
            case SUBTRACT -> code.lsub();
            case MULTIPLY -> code.lmul();
            case DIVIDE -> code.ldiv();
            case REMAINDER -> code.lrem();
            case AND -> code.land();
            case OR -> code.lor();
            case XOR -> code.lxor();
            case SHIFT_RIGHT -> code.lshr();
            case SHIFT_RIGHT_UNSIGNED -> code.lushr();
            case SHIFT_LEFT -> code.lshl();
        }
    }

    private void operateInts(Operation operation) {
        switch (operation) {
            case ADD -> code.iadd();
            case SUBTRACT -> code.isub();
            case MULTIPLY -> code.imul();
            case DIVIDE -> code.idiv();
            case REMAINDER -> code.irem();
            case AND -> code.iand();
            case OR -> code.ior();
            case XOR -> code.ixor();
            case SHIFT_RIGHT -> code.ishr();
            case SHIFT_RIGHT_UNSIGNED -> code.iushr();
            case SHIFT_LEFT -> code.ishl();
        }
    }

    private void operateDoubles(Operation operation) {
        switch (operation) {
            case ADD -> code.dadd();
            case SUBTRACT -> code.dsub();
            case MULTIPLY -> code.dmul();
            case DIVIDE -> code.ddiv();
            case REMAINDER -> code.drem();
            case AND, OR, XOR, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED, SHIFT_LEFT ->
                throw new IllegalArgumentException(operation + " of doubles");
        }
    }
}
