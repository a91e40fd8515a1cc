package dev.millrace.types;

import org.jspecify.annotations.Nullable;

/**
 * A typed, immutable vector of values, one per row, in one of the three {@link Storage} forms.
 *
 * <p>The arrays are handed out without a copy, for kernels; who did not make them must not write to them. They may be longer
 * than {@link #size()}. The value at a NULL row is unspecified (but harmless: any bits).
 */
public sealed interface Column permits LongColumn, WideColumn, BytesColumn {

    /** The number of rows. */
    int size();

    /** A bitmap in which the bit of a NULL row is set (see {@link Nulls}), or {@code null} if no row is NULL. */
    long @Nullable [] nulls();

    /** The storage form. */
    Storage storage();

    /** A column with row {@code rows[i]} of this one as its row {@code i}, for 0 ≤ i &lt; count. Bytes are not copied. */
    Column gather(int[] rows, int count);

    /** Whether row {@code row} is NULL. */
    default boolean isNull(int row) {
        long[] nulls = nulls();
        return nulls != null && Nulls.get(nulls, row);
    }
}
