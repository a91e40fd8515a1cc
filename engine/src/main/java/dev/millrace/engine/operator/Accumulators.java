package dev.millrace.engine.operator;

import dev.millrace.plan.Operator.AggregateCall;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import dev.millrace.types.Storage;
import java.util.ArrayList;
import java.util.List;

/** Chooses how an aggregate function is kept up to date. */
final class Accumulators {
    private final Schema input;
    private final boolean appendOnly;
    private final List<AggregateCall> calls;
    private final List<DistinctValues> distinctValues = new ArrayList<>();
    private final List<OrderedValues> orderedValues = new ArrayList<>();

    /** For the calls of one aggregate, given whether rows of the input are ever taken away. */
    Accumulators(List<AggregateCall> calls, Schema input, boolean appendOnly) {
        this.calls = calls;
        this.input = input;
        this.appendOnly = appendOnly;
    }

    /** The cheapest way that is right for the call. */
    Accumulator create(AggregateCall call) {
        List<SqlType> types = call.arguments().stream().map(input::type).toList();
        boolean dedupe = call.distinct() && isLinear(call, types);
        List<Integer> arguments = dedupe ? DistinctAccumulator.innerArguments(types.size()) : call.arguments();
        Accumulator accumulator = switch (call.function()) {
            case "COUNT" -> new CountAccumulator(arguments);
            case "SUM", "AVG" -> sum(call, arguments, types);
            case "MIN", "MAX" -> extremum(call, types.getFirst());
            default -> new CollectedAccumulator(call, input);
        };
        return dedupe ? new DistinctAccumulator(distinctValues(call, types), call.filter(), accumulator) : accumulator;
    }

    private DistinctValues distinctValues(AggregateCall call, List<SqlType> types) {
        for (DistinctValues values : distinctValues) {
            if (values.arguments().equals(call.arguments())) {
                return values;
            }
        }
        DistinctValues values = new DistinctValues(call.arguments(), types, appendOnly, calls.size());
        distinctValues.add(values);
        return values;
    }

    private static boolean isLinear(AggregateCall call, List<SqlType> types) {
        return switch (call.function()) {
            case "COUNT" -> true;
            case "SUM", "AVG" -> isNumber(types.getFirst());
            default -> false;
        };
    }

    private static boolean isNumber(SqlType type) {
        return type instanceof SqlType.IntegerType
                || type instanceof SqlType.DecimalType
                || type instanceof SqlType.FloatingType;
    }

    private Accumulator sum(AggregateCall call, List<Integer> arguments, List<SqlType> types) {
        boolean average = call.function().equals("AVG");
        SqlType type = types.getFirst();
        if (type instanceof SqlType.FloatingType && call.type() instanceof SqlType.FloatingType result) {
            return new FloatSumAccumulator(arguments.getFirst(), average, result);
        }
        return type instanceof SqlType.IntegerType || type instanceof SqlType.DecimalType
                ? new SumAccumulator(arguments.getFirst(), type, average, call.type(), call.position())
                : new CollectedAccumulator(call, input);
    }

    private Accumulator extremum(AggregateCall call, SqlType type) {
        boolean greatest = call.function().equals("MAX");
        return appendOnly && type.storage() == Storage.LONG
                ? new GrowingExtremumAccumulator(call.arguments().getFirst(), type, greatest)
                : ordered(call.arguments().getFirst(), call.filter(), type, greatest);
    }

    private Accumulator ordered(int argument, int filter, SqlType type, boolean greatest) {
        for (OrderedValues values : orderedValues) {
            if (values.isOf(argument, filter)) {
                return new ExtremumAccumulator(values, greatest, false);
            }
        }
        OrderedValues values = new OrderedValues(argument, filter, type, 1);
        orderedValues.add(values);
        return new ExtremumAccumulator(values, greatest, true);
    }
}
