package dev.millrace.engine.codegen;

import java.util.List;
import java.util.stream.Collectors;

/** A routine as Java source, for people. */
public final class JavaText {
    private final StringBuilder text = new StringBuilder();

    private JavaText() {}

    /** The method {@code name}, with a line break at the end. */
    public static String of(String name, Routine routine) {
        JavaText java = new JavaText();
        String parameters = routine.parameters().stream()
                .map(p -> p.type().text() + " " + p.name())
                .collect(Collectors.joining(", "));
        java.line(0, routine.resultType().text() + " " + name + "(" + parameters + ") {");
        java.statements(1, routine.body());
        Code result = routine.result();
        if (result != null) {
            java.line(1, "return " + value(result) + ";");
        }
        java.line(0, "}");
        return java.text.toString();
    }

    private void line(int depth, String line) {
        text.append("    ".repeat(depth)).append(line).append('\n');
    }

    private void statements(int depth, List<Statement> statements) {
        statements.forEach(statement -> statement(depth, statement));
    }

    private void statement(int depth, Statement statement) {
        switch (statement) {
            case Statement.Let let ->
                line(
                        depth,
                        let.variable().type().text() + " " + let.variable().name() + " = " + value(let.value()) + ";");
            case Statement.Set set -> line(depth, set.variable().name() + " = " + value(set.value()) + ";");
            case Statement.Store store ->
                line(depth, operand(store.array()) + "[" + value(store.index()) + "] = " + value(store.value()) + ";");
            case Statement.Do doing -> line(depth, value(doing.call()) + ";");
            case Statement.If choice -> {
                line(depth, "if (" + condition(choice.condition()) + ") {");
                statements(depth + 1, choice.then());
                if (!choice.otherwise().isEmpty()) {
                    line(depth, "} else {");
                    statements(depth + 1, choice.otherwise());
                }
                line(depth, "}");
            }
            case Statement.Loop loop -> {
                String index = loop.index().name();
                line(
                        depth,
                        "for (int " + index + " = 0; " + index + " < " + value(loop.end()) + "; " + index + "++) {");
                statements(depth + 1, loop.body());
                line(depth, "}");
            }
        }
    }

    private static String condition(Code condition) {
        return condition instanceof Code.Test test ? relation(test) : operand(condition) + " != 0";
    }

    private static String relation(Code.Test test) {
        return operand(test.left()) + " " + test.relation().text + " " + operand(test.right());
    }

    /** A value inside of another. */
    private static String operand(Code code) {
        String text = value(code);
        boolean compound = code instanceof Code.Binary || code instanceof Code.Test || code instanceof Code.Bit;
        return compound ? "(" + text + ")" : text;
    }

    private static String value(Code code) {
        return switch (code) {
            case Code.Constant constant -> constant(constant.value());
            case Code.Small small -> String.valueOf(small.value());
            case Code.Real real -> String.valueOf(real.value());
            case Code.Named named -> named.type().text() + "." + named.name();
            case Code.Variable variable -> variable.name();
            case Code.Binary binary ->
                operand(binary.left()) + " " + binary.operation().text + " " + operand(binary.right());
            case Code.Test test -> relation(test) + " ? 1L : 0L";
            case Code.Widened widened -> "(long) " + operand(widened.operand());
            case Code.Narrowed narrowed -> "(int) " + operand(narrowed.operand());
            case Code.Floated floated -> "(double) " + operand(floated.operand());
            case Code.Element element -> operand(element.array()) + "[" + value(element.index()) + "]";
            case Code.Bit bit -> {
                String row = operand(bit.row());
                yield operand(bit.bitmap()) + "[" + row + " >> 6] >>> " + row + " & 1L";
            }
            case Code.Seen seen -> "((" + seen.type().text() + ") " + operand(seen.operand()) + ")";
            case Code.Call call -> call(call);
        };
    }

    private static String constant(long value) {
        return value == Long.MIN_VALUE ? "Long.MIN_VALUE" : value + "L";
    }

    private static String call(Code.Call call) {
        List<Code> arguments = call.arguments();
        String owner =
                call.instance() ? operand(arguments.getFirst()) : call.owner().text();
        String list = arguments.stream()
                .skip(call.instance() ? 1 : 0)
                .map(JavaText::value)
                .collect(Collectors.joining(", "));
        return owner + "." + call.method() + "(" + list + ")";
    }
}
