package dev.millrace.functions;

import static dev.millrace.functions.Arguments.integer;
import static dev.millrace.functions.Arguments.text;

import dev.millrace.types.SqlType;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** FORMAT and PARSE functions with strftime patterns. A bad pattern fails; text that does not follow the pattern gives NULL. */
final class TimeFormats {
    private TimeFormats() {}

    static void define(Catalogue catalogue) {
        catalogue.group("Time");
        format(catalogue, "FORMAT_DATE", "date");
        format(catalogue, "FORMAT_TIME", "time");
        format(catalogue, "FORMAT_TIMESTAMP", "timestamp");
        parse(
                catalogue,
                "PARSE_DATE",
                "date",
                pattern -> text -> pattern.parse(text).date());
        parse(
                catalogue,
                "PARSE_TIME",
                "time",
                pattern -> text -> pattern.parse(text).time());
        parse(catalogue, "PARSE_TIMESTAMP", "timestamp", pattern -> {
            if (!pattern.hasDateAndTime()) {
                throw EvaluationException.invalid("the pattern lacks parts of a timestamp");
            }
            return text -> pattern.parse(text).timestamp();
        });
    }

    private static void format(Catalogue catalogue, String name, String what) {
        catalogue.failing(name, name + "(pattern, t): the " + what + " as the strftime pattern says.", s -> {
            SqlType type = s.operand(1);
            LastPattern last = new LastPattern();
            LastMinutes minutes = new LastMinutes();
            return a -> {
                TimePattern pattern = last.of(text(a, 0));
                long time = integer(a, 1);
                return type instanceof SqlType.TimestampType && pattern.isConstantInMinute()
                        ? minutes.format(pattern, time, type)
                        : pattern.format(time, type);
            };
        });
    }

    /** Remembers what it made of some minutes, as times of a stream are near each other. Any thread may use it. */
    private static final class LastMinutes {
        private static final int COUNT = 64;

        private record Formatted(TimePattern pattern, long minute, String text) {}

        private final @Nullable Formatted[] last = new Formatted[COUNT];

        String format(TimePattern pattern, long time, SqlType type) {
            long minute = Math.floorDiv(Times.micros(time, type), Times.MICROS_PER_MINUTE);
            int place = (int) Math.floorMod(minute, (long) COUNT);
            Formatted known = last[place];
            if (known == null || known.minute != minute || known.pattern != pattern) {
                known = new Formatted(pattern, minute, pattern.format(time, type));
                last[place] = known;
            }
            return known.text;
        }
    }

    /** Parses patterns, and remembers the last one: mostly there is only one. Any thread may use it. */
    private static final class LastPattern {
        private record Parsed(String text, TimePattern pattern) {}

        private volatile @Nullable Parsed last;

        TimePattern of(String text) {
            Parsed parsed = last;
            if (parsed == null || !parsed.text.equals(text)) {
                parsed = new Parsed(text, TimePattern.of(text));
                last = parsed;
            }
            return parsed.pattern;
        }
    }

    /** What a pattern reads from a text; {@code null} if the text does not follow it. */
    @FunctionalInterface
    private interface Reading {
        @Nullable
        Long of(String text);
    }

    private static void parse(Catalogue catalogue, String name, String what, Function<TimePattern, Reading> reading) {
        catalogue.failing(
                name,
                name + "(pattern, s): the " + what + " that s denotes, NULL if s does not follow the pattern.",
                s -> {
                    LastPattern last = new LastPattern();
                    return a -> reading.apply(last.of(text(a, 0))).of(text(a, 1));
                });
    }
}
