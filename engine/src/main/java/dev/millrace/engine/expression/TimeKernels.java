package dev.millrace.engine.expression;

import dev.millrace.engine.codegen.Code;
import dev.millrace.engine.codegen.Type;
import dev.millrace.plan.Expression;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.DateType;
import dev.millrace.types.SqlType.IntegerType;
import dev.millrace.types.SqlType.TimeType;
import dev.millrace.types.SqlType.TimestampType;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Parts of times, and times cut to a unit. */
final class TimeKernels {
    static final long MICROS_PER_SECOND = 1_000_000;
    static final long MICROS_PER_MINUTE = 60 * MICROS_PER_SECOND;
    static final long MICROS_PER_HOUR = 60 * MICROS_PER_MINUTE;
    static final long MICROS_PER_DAY = 24 * MICROS_PER_HOUR;
    private static final long NANOS_PER_MICRO = 1000;
    /** Sunday, 1970-01-04. */
    private static final long SUNDAY = 3;

    private TimeKernels() {}

    /** A unit or part of a time. */
    enum Field {
        YEAR,
        ISOYEAR,
        QUARTER,
        MONTH,
        WEEK,
        DOY,
        DOW,
        ISODOW,
        DAY,
        HOUR,
        MINUTE,
        SECOND,
        MILLISECOND,
        MICROSECOND,
        NANOSECOND,
        EPOCH;

        /** Whether it is a part of the day. */
        boolean isClock() {
            return ordinal() >= HOUR.ordinal() && this != EPOCH;
        }
    }

    private static @Nullable Field field(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return switch (upper) {
            case "DAYOFWEEK" -> Field.DOW;
            case "DAYOFYEAR" -> Field.DOY;
            case "DAYOFMONTH" -> Field.DAY;
            default -> {
                for (Field field : Field.values()) {
                    if (field.name().equals(upper)) {
                        yield field;
                    }
                }
                yield null;
            }
        };
    }

    private static @Nullable Field field(Node node) {
        return node instanceof ConstantNode constant && constant.value() instanceof String name ? field(name) : null;
    }

    /** {@code EXTRACT(unit, t)}: a kernel, or {@code null}. */
    static @Nullable Node extract(Expression.Call call, List<Node> operands) {
        boolean isLong = call.type() instanceof IntegerType type && type.bits() == 64 && type.signed();
        return isLong
                ? extract(field(operands.getFirst()), call.operands().get(1).type(), operands.get(1))
                : null;
    }

    /** {@code HOUR(t)} and the like: a kernel, or {@code null}. */
    static @Nullable Node part(Expression.Call call, List<Node> operands) {
        return operands.size() == 1 && Exact.isPlain(call.type())
                ? extract(field(call.function()), call.operands().getFirst().type(), operands.getFirst())
                : null;
    }

    private static @Nullable Node extract(@Nullable Field field, SqlType type, Node operand) {
        if (field == null) {
            return null;
        }
        return switch (type) {
            case TimestampType t ->
                field.isClock() ? clockOfTimestamp(field, operand) : dateOfTimestamp(field, operand);
            case DateType t -> field.isClock() ? null : dateOfDate(field, operand);
            case TimeType t -> field.isClock() ? clockOfTime(field, operand) : null;
            default -> null;
        };
    }

    private static Code function(String method, Field field, Code time) {
        Code constant = new Code.Named(Type.of(Field.class), field.name());
        return Codes.call(TimeKernels.class, method, Type.LONG, constant, time);
    }

    private static Node clockOfTimestamp(Field field, Node operand) {
        return new Kernel(
                frame -> {
                    LongColumn column = (LongColumn) operand.evaluate(frame);
                    long[] from = column.values();
                    long[] values = new long[frame.size()];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = clock(field, from[i]);
                    }
                    return new LongColumn(values.length, values, column.nulls());
                },
                code -> {
                    Value x = code.value(operand);
                    return Value.ofLong(code.let(function("clock", field, x.low())), x.isNull());
                });
    }

    private static Node clockOfTime(Field field, Node operand) {
        if (field == Field.NANOSECOND) {
            return new Kernel(
                    frame -> {
                        LongColumn column = (LongColumn) operand.evaluate(frame);
                        long[] from = column.values();
                        long[] values = new long[frame.size()];
                        for (int i = 0; i < values.length; i++) {
                            values[i] = from[i] % (MICROS_PER_MINUTE * NANOS_PER_MICRO);
                        }
                        return new LongColumn(values.length, values, column.nulls());
                    },
                    code -> {
                        Value x = code.value(operand);
                        return Value.ofLong(
                                code.let(Codes.remainder(x.low(), Codes.constant(MICROS_PER_MINUTE * NANOS_PER_MICRO))),
                                x.isNull());
                    });
        }
        return new Kernel(
                frame -> {
                    LongColumn column = (LongColumn) operand.evaluate(frame);
                    long[] from = column.values();
                    long[] values = new long[frame.size()];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = clock(field, from[i] / NANOS_PER_MICRO);
                    }
                    return new LongColumn(values.length, values, column.nulls());
                },
                code -> {
                    Value x = code.value(operand);
                    return Value.ofLong(
                            code.let(function("clock", field, Codes.divide(x.low(), Codes.constant(NANOS_PER_MICRO)))),
                            x.isNull());
                });
    }

    /** The field does not change within a loop: constants below are divisors known to the compiler, and branches predictable. */
    static long clock(Field field, long micros) {
        return switch (field) {
            case HOUR -> Math.floorMod(micros, MICROS_PER_DAY) / MICROS_PER_HOUR;
            case MINUTE -> Math.floorMod(micros, MICROS_PER_HOUR) / MICROS_PER_MINUTE;
            case SECOND -> Math.floorMod(micros, MICROS_PER_MINUTE) / MICROS_PER_SECOND;
            case MILLISECOND -> Math.floorMod(micros, MICROS_PER_MINUTE) / 1000;
            case MICROSECOND -> Math.floorMod(micros, MICROS_PER_MINUTE);
            default -> Math.floorMod(micros, MICROS_PER_MINUTE) * NANOS_PER_MICRO;
        };
    }

    private static Node dateOfTimestamp(Field field, Node operand) {
        if (field == Field.EPOCH) {
            return new Kernel(
                    frame -> {
                        LongColumn column = (LongColumn) operand.evaluate(frame);
                        long[] from = column.values();
                        long[] values = new long[frame.size()];
                        for (int i = 0; i < values.length; i++) {
                            values[i] = Math.floorDiv(from[i], MICROS_PER_SECOND);
                        }
                        return new LongColumn(values.length, values, column.nulls());
                    },
                    code -> {
                        Value x = code.value(operand);
                        return Value.ofLong(code.let(Codes.floorDiv(x.low(), MICROS_PER_SECOND)), x.isNull());
                    });
        }
        return new Kernel(
                frame -> {
                    LongColumn column = (LongColumn) operand.evaluate(frame);
                    long[] from = column.values();
                    long[] values = new long[frame.size()];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = date(field, Math.floorDiv(from[i], MICROS_PER_DAY));
                    }
                    return new LongColumn(values.length, values, column.nulls());
                },
                code -> {
                    Value x = code.value(operand);
                    return Value.ofLong(
                            code.let(function("date", field, Codes.floorDiv(x.low(), MICROS_PER_DAY))), x.isNull());
                });
    }

    private static Node dateOfDate(Field field, Node operand) {
        return new Kernel(
                frame -> {
                    LongColumn column = (LongColumn) operand.evaluate(frame);
                    long[] from = column.values();
                    long[] values = new long[frame.size()];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = date(field, from[i]);
                    }
                    return new LongColumn(values.length, values, column.nulls());
                },
                code -> {
                    Value x = code.value(operand);
                    return Value.ofLong(code.let(function("date", field, x.low())), x.isNull());
                });
    }

    static long date(Field field, long day) {
        return switch (field) {
            case YEAR -> Calendar.year(day);
            case ISOYEAR -> Calendar.year(Calendar.thursday(day));
            case QUARTER -> (Calendar.month(day) + 2) / 3;
            case MONTH -> Calendar.month(day);
            case WEEK -> Calendar.isoWeek(day);
            case DOY -> Calendar.dayOfYear(day);
            case DOW -> Calendar.isoDayOfWeek(day) % 7 + 1;
            case ISODOW -> Calendar.isoDayOfWeek(day);
            case DAY -> Calendar.dayOfMonth(day);
            default -> day * 86_400;
        };
    }

    /** {@code FLOOR(t, unit)}: a kernel, or {@code null}. */
    static @Nullable Node floor(Expression.Call call, List<Node> operands) {
        SqlType type = call.operands().getFirst().type();
        Field field = operands.size() == 2 ? field(operands.get(1)) : null;
        return field == null || !call.type().sameAs(type)
                ? null
                : floor(call, field, type, operands.getFirst(), operands);
    }

    /** {@code DATE_TRUNC(t, unit)}, or with the unit first: a kernel, or {@code null}. */
    static @Nullable Node truncate(Expression.Call call, List<Node> operands) {
        int unit = call.operands().getFirst().type() instanceof SqlType.TextType ? 0 : 1;
        SqlType type = call.operands().get(1 - unit).type();
        Field field = field(operands.get(unit));
        return field == null || !call.type().sameAs(type)
                ? null
                : floor(call, field, type, operands.get(1 - unit), operands);
    }

    private static @Nullable Node floor(
            Expression.Call call, Field field, SqlType type, Node operand, List<Node> operands) {
        boolean supported = switch (field) {
            case YEAR, QUARTER, MONTH, WEEK, DAY -> type instanceof DateType || type instanceof TimestampType;
            case HOUR, MINUTE, SECOND, MILLISECOND -> type instanceof TimestampType;
            default -> false;
        };
        if (!supported) {
            return null;
        }
        return type instanceof DateType
                ? floorDate(field, operand)
                : floorTimestamp(CallSite.of(call), field, operand, operands);
    }

    private static Node floorDate(Field field, Node operand) {
        return new Kernel(
                frame -> {
                    LongColumn column = (LongColumn) operand.evaluate(frame);
                    long[] from = column.values();
                    long[] values = new long[frame.size()];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = floorDay(field, from[i]);
                    }
                    return new LongColumn(values.length, values, column.nulls());
                },
                code -> {
                    Value x = code.value(operand);
                    return Value.ofLong(code.let(function("floorDay", field, x.low())), x.isNull());
                });
    }

    /** Only the very first timestamps lie in a unit that begins before them all. */
    private static Node floorTimestamp(CallSite site, Field field, Node operand, List<Node> operands) {
        long least = Long.MIN_VALUE + 367 * MICROS_PER_DAY;
        return new Kernel(
                frame -> {
                    LongColumn column = (LongColumn) operand.evaluate(frame);
                    long[] from = column.values();
                    long[] values = new long[frame.size()];
                    boolean good = true;
                    for (int i = 0; i < values.length; i++) {
                        good &= from[i] >= least;
                        values[i] = floor(field, from[i]);
                    }
                    Column result = new LongColumn(values.length, values, column.nulls());
                    return good
                            ? result
                            : site.repair(
                                    frame,
                                    result,
                                    row -> from[row] < least,
                                    operands.stream()
                                            .map(o -> o.evaluate(frame))
                                            .toArray(Column[]::new));
                },
                code -> {
                    Value x = code.value(operand);
                    code.suspectIf(Codes.test(Code.Relation.LESS, x.low(), Codes.constant(least)), x.isNull());
                    return Value.ofLong(code.let(function("floor", field, x.low())), x.isNull());
                });
    }

    static long floor(Field field, long micros) {
        return switch (field) {
            case HOUR -> micros - Math.floorMod(micros, MICROS_PER_HOUR);
            case MINUTE -> micros - Math.floorMod(micros, MICROS_PER_MINUTE);
            case SECOND -> micros - Math.floorMod(micros, MICROS_PER_SECOND);
            case MILLISECOND -> micros - Math.floorMod(micros, 1000L);
            default -> floorDay(field, Math.floorDiv(micros, MICROS_PER_DAY)) * MICROS_PER_DAY;
        };
    }

    static long floorDay(Field field, long day) {
        return switch (field) {
            case YEAR -> Calendar.startOfYear(day);
            case QUARTER -> Calendar.startOfMonths(day, 3);
            case MONTH -> Calendar.startOfMonths(day, 1);
            case WEEK -> day - Math.floorMod(day - SUNDAY, 7L);
            default -> day;
        };
    }
}
