package dev.millrace.engine.algebra;

import dev.millrace.engine.state.KeyView;
import dev.millrace.types.Batch;
import dev.millrace.types.Hash;
import dev.millrace.types.Schema;
import java.util.stream.IntStream;

/**
 * The additive hash of a relation: Σ weight·h(row) modulo 2¹²⁸.
 *
 * <p>It is linear, so that the hash of a relation is the sum of the hashes of its deltas, however they were cut into steps, batches
 * and shards: two executions that agree in it have, but for a chance of about 2⁻¹²⁸, the same contents. Mutable; one thread.
 */
public final class ViewHash {
    private static final long SECOND = 0x8ebc6af09c88c6e3L;

    private final KeyView view;
    private long high;
    private long low;
    private long[] hashes = new long[0];

    /** The hash of the empty relation of this schema. */
    public ViewHash(Schema schema) {
        this.view = new KeyView(IntStream.range(0, schema.size()).boxed().toList(), schema.types());
    }

    /** Adds a delta. */
    public void add(Delta delta) {
        delta.batches().forEach(this::add);
    }

    private void add(Batch batch) {
        view.bind(batch);
        hashes = hashes.length >= batch.size() ? hashes : new long[batch.size()];
        view.hash(batch.size(), hashes);
        for (int row = 0; row < batch.size(); row++) {
            add(hashes[row], batch.weight(row));
        }
    }

    /** The 64 bits of the row's hash are spread to 128 by a second, independent mixing. */
    private void add(long hash, long weight) {
        long rowLow = Hash.of(hash);
        long rowHigh = Hash.of(hash ^ SECOND);
        long productLow = rowLow * weight;
        long productHigh = rowHigh * weight + Math.unsignedMultiplyHigh(rowLow, weight) - (weight < 0 ? rowLow : 0);
        long sum = low + productLow;
        high += productHigh + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
        low = sum;
    }

    /** The upper and the lower 64 bits. */
    public long[] words() {
        return new long[] {high, low};
    }

    /** Replaces the hash by one whose {@link #words} these are. */
    public void set(long newHigh, long newLow) {
        high = newHigh;
        low = newLow;
    }

    /** 32 hexadecimal digits. */
    public String hex() {
        return String.format("%016x%016x", high, low);
    }
}
