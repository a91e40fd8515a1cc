package dev.millrace.connectors.generator.datagen;

import dev.millrace.connectors.generator.Draws;
import dev.millrace.types.ColumnBuilder;
import org.jspecify.annotations.Nullable;

/** The values of one field: a function of the number of the row. Immutable. */
sealed interface ValueSource {
    /** The value in row {@code number}, boxed; {@code null} for NULL. */
    @Nullable
    Object boxed(long number);

    /** Appends the value in row {@code number}. */
    default void append(long number, ColumnBuilder column) {
        column.append(boxed(number));
    }

    /** A number under each row number. */
    @FunctionalInterface
    interface Numbers {
        long at(long number);
    }

    /** A boxed value under each row number. */
    @FunctionalInterface
    interface Values {
        Object at(long number);
    }

    /** Values of LONG storage that are boxed as {@link Long}. */
    record Longs(Numbers numbers) implements ValueSource {
        @Override
        public Object boxed(long number) {
            return numbers.at(number);
        }

        @Override
        public void append(long number, ColumnBuilder column) {
            column.appendLong(numbers.at(number));
        }
    }

    /** Any values. */
    record Objects(Values values) implements ValueSource {
        @Override
        public Object boxed(long number) {
            return values.at(number);
        }
    }

    /** Values of which some are NULL instead. */
    record Nullable100(ValueSource source, long key, int percentage) implements ValueSource {
        @Override
        public @Nullable Object boxed(long number) {
            return isNull(number) ? null : source.boxed(number);
        }

        @Override
        public void append(long number, ColumnBuilder column) {
            if (isNull(number)) {
                column.appendNull();
            } else {
                source.append(number, column);
            }
        }

        private boolean isNull(long number) {
            return Draws.below(Draws.bits(key, number), 100) < percentage;
        }
    }
}
