package dev.millrace.engine.operator;

import dev.millrace.engine.state.OrderedRows;
import dev.millrace.plan.Operator.RankFunction;
import dev.millrace.plan.Operator.Window;
import dev.millrace.plan.Operator.WindowCall;
import dev.millrace.types.SqlType;
import java.util.ArrayList;
import java.util.List;

/** The functions of a window operator, and the words in which rows keep what these need. */
final class WindowFunctions {
    private final Window window;
    private final List<SqlType> types;
    private final int[] words;
    private int width;

    /** For the calls of a window over rows of these types, whose words begin at {@code firstWord}. */
    WindowFunctions(Window window, List<SqlType> types, int firstWord) {
        this.window = window;
        this.types = types;
        this.words = new int[window.calls().size()];
        this.width = firstWord;
        for (int i = 0; i < words.length; i++) {
            words[i] = width;
            width += words(window.calls().get(i));
        }
    }

    /** The owner's words of a row. */
    int width() {
        return width;
    }

    private int words(WindowCall call) {
        return switch (call.function()) {
            case "MIN", "MAX" -> 1;
            case "COUNT" -> counted(call) ? 1 : 0;
            case "SUM", "AVG" -> summed(call) ? SummedValues.words(argument(call)) : 0;
            default -> 0;
        };
    }

    private boolean counted(WindowCall call) {
        return !call.distinct()
                && call.arguments().stream()
                        .anyMatch(column -> types.get(column).nullable());
    }

    private boolean summed(WindowCall call) {
        return !call.distinct()
                && (argument(call) instanceof SqlType.IntegerType || argument(call) instanceof SqlType.DecimalType);
    }

    private SqlType argument(WindowCall call) {
        return types.get(call.arguments().getFirst());
    }

    /** The functions, to which {@code former} tells the values before the step of RANK and the like. */
    List<WindowValues> create(WindowPartition partition, FormerValues former) {
        List<WindowValues> all = new ArrayList<>();
        for (int i = 0; i < words.length; i++) {
            int call = i;
            all.add(create(window.calls().get(i), words[i], partition, id -> former.value(id, call)));
        }
        return all;
    }

    /** Lets the sequences of rows keep what the functions need. */
    static void keep(List<WindowValues> functions, List<WindowCall> calls, OrderedRows sequence, WindowFunctions plan) {
        for (int i = 0; i < functions.size(); i++) {
            if (functions.get(i) instanceof OrderedRows.Summary summary && plan.words(calls.get(i)) > 0) {
                sequence.add(summary);
            }
        }
    }

    private WindowValues create(WindowCall call, int word, WindowPartition partition, RankValues.Former former) {
        return switch (call.function()) {
            case "ROW_NUMBER" -> new RankValues(RankFunction.ROW_NUMBER, partition, former);
            case "RANK" -> new RankValues(RankFunction.RANK, partition, former);
            case "DENSE_RANK" -> new RankValues(RankFunction.DENSE_RANK, partition, former);
            case "LAG", "LEAD" -> new ShiftedValues(call, partition);
            case "FIRST_VALUE", "LAST_VALUE" -> new EdgeValues(call, frame(call, partition), partition);
            case "MIN", "MAX" -> new ExtremeValues(call, word, frame(call, partition), partition);
            case "COUNT" ->
                call.distinct()
                        ? new CollectedValues(call, frame(call, partition), partition)
                        : new CountedValues(call, counted(call) ? word : -1, frame(call, partition), partition);
            case "SUM", "AVG" ->
                summed(call)
                        ? new SummedValues(call, word, frame(call, partition), partition)
                        : new CollectedValues(call, frame(call, partition), partition);
            default -> new CollectedValues(call, frame(call, partition), partition);
        };
    }

    private WindowFrame frame(WindowCall call, WindowPartition partition) {
        return new WindowFrame(
                call.frame(),
                new OrderDistance(call.frame().lower(), window.order(), partition.rows, partition.order),
                new OrderDistance(call.frame().upper(), window.order(), partition.rows, partition.order),
                partition);
    }

    /** Reads the values that rows had before the step. */
    interface FormerValues {
        /** The value of function {@code call} of a row, −1 if it had none. */
        long value(int id, int call);
    }
}
