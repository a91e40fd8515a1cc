package dev.millrace.connect;

import dev.millrace.types.Batch;
import java.util.List;

/**
 * The rows of a block.
 *
 * @param rows used columns of the table, as in {@link InputChunk}
 * @param errors one for each record that could not be taken; all others are in {@code rows}
 * @param lines how many line ends the block had
 */
public record ParsedRows(Batch rows, List<RowError> errors, long lines) {
    public ParsedRows {
        errors = List.copyOf(errors);
    }
}
