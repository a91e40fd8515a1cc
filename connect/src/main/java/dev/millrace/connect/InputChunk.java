package dev.millrace.connect;

import dev.millrace.types.Batch;
import java.util.List;

/**
 * What a source hands over at once. A pipeline takes it into one step as a whole.
 *
 * @param rows used columns of the table; weight +1 inserts (in a table with a primary key: replaces), −1 deletes (by
 *     key). Order
 *     matters to tables with a key
 * @param errors rows that could not be taken
 * @param resume where to go on after this chunk
 * @param bytes how much was read for it, 0 if nothing was
 */
public record InputChunk(Batch rows, List<RowError> errors, SourcePosition resume, long bytes) {
    public InputChunk {
        errors = List.copyOf(errors);
    }
}
