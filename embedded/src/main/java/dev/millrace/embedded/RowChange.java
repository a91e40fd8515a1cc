package dev.millrace.embedded;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row that came or went.
 *
 * @param weight how many copies of it were added (positive) or taken away (negative), never 0
 * @param row boxed values as described at {@link dev.millrace.types.SqlType}, one for each column
 */
public record RowChange(long weight, List<@Nullable Object> row) {
    public RowChange {
        row = Collections.unmodifiableList(new ArrayList<>(row));
    }
}
