package dev.millrace.engine.algebra;

import dev.millrace.types.Batch;
import java.util.ArrayList;
import java.util.List;

/** A Z-set read as a change: the sum of its batches, all of the same schema. Immutable; a row may occur more than once. */
public record Delta(List<Batch> batches) {
    /** No change. */
    public static final Delta EMPTY = new Delta(List.of());

    public Delta {
        batches = List.copyOf(batches);
    }

    /** The delta of one batch. */
    public static Delta of(Batch batch) {
        return batch.size() == 0 ? EMPTY : new Delta(List.of(batch));
    }

    /** The sum of some deltas. */
    public static Delta sum(List<Delta> deltas) {
        List<Batch> all = new ArrayList<>();
        deltas.forEach(delta -> all.addAll(delta.batches));
        return all.isEmpty() ? EMPTY : new Delta(all);
    }

    /** Whether it has no rows. */
    public boolean isEmpty() {
        return batches.isEmpty();
    }

    /** The number of rows, counted as they stand in the batches. */
    public long rows() {
        return batches.stream().mapToLong(Batch::size).sum();
    }
}
