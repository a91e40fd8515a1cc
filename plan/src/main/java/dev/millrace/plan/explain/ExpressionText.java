package dev.millrace.plan.explain;

import dev.millrace.plan.Expression;
import dev.millrace.plan.Expression.Branch;
import dev.millrace.plan.Expression.Call;
import dev.millrace.plan.Expression.Case;
import dev.millrace.plan.Expression.Cast;
import dev.millrace.plan.Expression.Input;
import dev.millrace.plan.Expression.Lambda;
import dev.millrace.plan.Expression.Literal;
import dev.millrace.plan.Expression.Logic;
import dev.millrace.plan.Expression.Parameter;
import java.util.List;
import java.util.stream.Collectors;

/** Expressions as SQL, with names of columns; parentheses around every operand that has operands itself. */
final class ExpressionText {
    private final ColumnNames columns;

    private ExpressionText(ColumnNames columns) {
        this.columns = columns;
    }

    static String of(Expression expression, ColumnNames columns) {
        return new ExpressionText(columns).text(expression);
    }

    private String text(Expression expression) {
        return switch (expression) {
            case Input input -> columns.name(input.index());
            case Literal literal -> LiteralText.of(literal);
            case Call call -> call(call);
            case Cast cast ->
                (cast.safe() ? "SAFE_CAST(" : "CAST(") + text(cast.operand()) + " AS "
                        + cast.type().sql() + ")";
            case Case choice -> choice(choice);
            case Logic logic -> joined(logic.operands(), logic.and() ? " AND " : " OR ");
            case Lambda lambda -> "λ" + lambda.parameters().size() + " -> " + text(lambda.body());
            case Parameter parameter -> "λ" + parameter.index();
        };
    }

    private String call(Call call) {
        List<Expression> operands = call.operands();
        String name = call.function();
        if (operands.size() == 2 && infix(name)) {
            return joined(operands, " " + name + " ");
        }
        if (operands.size() == 1 && name.startsWith("IS ")) {
            return operand(operands.getFirst()) + " " + name;
        }
        if (operands.size() == 1 && !isWord(name)) {
            return name + operand(operands.getFirst());
        }
        return name + operands.stream().map(this::text).collect(Collectors.joining(", ", "(", ")"));
    }

    private static boolean infix(String name) {
        return !isWord(name) || name.equals("LIKE") || name.equals("ILIKE") || name.startsWith("IS ");
    }

    private static boolean isWord(String name) {
        return Character.isLetter(name.charAt(0)) || name.charAt(0) == '_';
    }

    private String joined(List<Expression> operands, String separator) {
        return operands.stream().map(this::operand).collect(Collectors.joining(separator));
    }

    private String operand(Expression expression) {
        boolean simple = switch (expression) {
            case Input _, Literal _, Parameter _, Cast _, Case _ -> true;
            case Call call -> isWord(call.function()) && !infix(call.function());
            case Logic _, Lambda _ -> false;
        };
        return simple ? text(expression) : "(" + text(expression) + ")";
    }

    private String choice(Case choice) {
        StringBuilder text = new StringBuilder("CASE");
        for (Branch branch : choice.branches()) {
            text.append(" WHEN ").append(text(branch.condition()));
            text.append(" THEN ").append(text(branch.result()));
        }
        return text.append(" ELSE ")
                .append(text(choice.otherwise()))
                .append(" END")
                .toString();
    }
}
