package dev.millrace.engine.algebra;

import dev.millrace.engine.state.KeyView;
import dev.millrace.types.Batch;
import dev.millrace.types.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Brings a delta into the form in which each row occurs once, with its net weight, which is not 0. */
public final class Consolidation {
    private Consolidation() {}

    /** The same Z-set in one batch, rows in the order of their first occurrence; no batch if it is empty. */
    public static Delta consolidate(Delta delta, Schema schema) {
        if (delta.isEmpty()) {
            return delta;
        }
        Batch all = Batches.concat(delta.batches());
        KeyView rows = new KeyView(IntStream.range(0, schema.size()).boxed().toList(), schema.types());
        rows.bind(all);
        return net(all, rows);
    }

    private static Delta net(Batch batch, KeyView rows) {
        long[] hashes = new long[batch.size()];
        rows.hash(batch.size(), hashes);
        int mask = Integer.highestOneBit(Math.max(8, batch.size())) * 4 - 1;
        int[] slots = new int[mask + 1];
        int[] firsts = new int[batch.size()];
        long[] weights = new long[batch.size()];
        int count = 0;
        for (int row = 0; row < batch.size(); row++) {
            int at = (int) (hashes[row] >>> 32) & mask;
            while (slots[at] != 0 && !rows.same(firsts[slots[at] - 1], row)) {
                at = (at + 1) & mask;
            }
            if (slots[at] == 0) {
                firsts[count] = row;
                slots[at] = ++count;
            }
            int entry = slots[at] - 1;
            weights[entry] = Math.addExact(weights[entry], batch.weight(row));
        }
        return nonZero(batch, firsts, weights, count);
    }

    private static Delta nonZero(Batch batch, int[] firsts, long[] weights, int count) {
        int kept = 0;
        boolean ones = true;
        for (int i = 0; i < count; i++) {
            if (weights[i] != 0) {
                firsts[kept] = firsts[i];
                weights[kept++] = weights[i];
                ones &= weights[i] == 1;
            }
        }
        if (kept == 0) {
            return Delta.EMPTY;
        }
        Batch chosen = batch.withWeights(null).gather(firsts, kept);
        return new Delta(List.of(ones ? chosen : chosen.withWeights(Arrays.copyOf(weights, kept))));
    }
}
