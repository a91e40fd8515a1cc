package dev.millrace.engine.expression;

import dev.millrace.plan.Expression;
import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import dev.millrace.types.ColumnBuilder;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The code that would be generated for expressions over rows of a schema, as text; empty where they are interpreted. */
public final class GeneratedText {
    private GeneratedText() {}

    /** The loop that selects rows. */
    public static String ofPredicate(Expression condition, Schema input) {
        ExpressionCompiler compiler = new ExpressionCompiler();
        Node node = compiler.compile(condition);
        return text(compiler, input, (frame, nullable) -> Fusion.ofPredicate(node, frame, nullable));
    }

    /** The loop that computes columns. Those that are columns of the input, or have no code, are not part of it. */
    public static String ofColumns(List<? extends Expression> expressions, Schema input) {
        ExpressionCompiler compiler = new ExpressionCompiler();
        List<Node> nodes = compiler.compile(expressions);
        return text(compiler, input, (frame, nullable) -> {
            List<Node> coded =
                    nodes.stream().filter(node -> Fusion.hasCode(node, frame)).toList();
            return coded.isEmpty() ? null : Fusion.ofColumns(coded, frame, nullable);
        });
    }

    private static String text(
            ExpressionCompiler compiler, Schema input, BiFunction<Frame, Boolean, @Nullable Fusion> make) {
        Frame frame = Frame.of(noRows(input), compiler.sharedCount());
        Fusion fusion = make.apply(frame, input.types().stream().anyMatch(SqlType::nullable));
        return fusion == null ? "" : fusion.text();
    }

    private static Batch noRows(Schema schema) {
        List<Column> columns = schema.types().stream()
                .map(type -> new ColumnBuilder(type).build())
                .toList();
        return new Batch(0, columns, null);
    }
}
