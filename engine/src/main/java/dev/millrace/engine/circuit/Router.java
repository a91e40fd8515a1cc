package dev.millrace.engine.circuit;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.operator.Columns;
import dev.millrace.engine.state.KeyView;
import dev.millrace.types.Batch;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Deals rows out to shards by the hash of some columns, keeping their order. Each sender has its own. */
final class Router {
    private final KeyView keys;
    private final Columns columns;
    private final int shards;

    Router(List<Integer> hashed, Schema schema, boolean[] needed, int shards) {
        this.keys = new KeyView(hashed, schema.select(hashed).types());
        this.columns = new Columns(needed);
        this.shards = shards;
    }

    /** The part of each shard. */
    Delta[] route(Delta delta) {
        List<List<Batch>> parts = new ArrayList<>();
        for (int shard = 0; shard < shards; shard++) {
            parts.add(new ArrayList<>());
        }
        delta.batches().forEach(batch -> route(batch, parts));
        return parts.stream().map(Delta::new).toArray(Delta[]::new);
    }

    private void route(Batch batch, List<List<Batch>> parts) {
        keys.bind(batch);
        long[] hashes = new long[batch.size()];
        keys.hash(batch.size(), hashes);
        int[][] rows = new int[shards][batch.size()];
        int[] counts = new int[shards];
        for (int row = 0; row < batch.size(); row++) {
            int shard = (int) ((hashes[row] & 0x7fffffff) % shards);
            rows[shard][counts[shard]++] = row;
        }
        for (int shard = 0; shard < shards; shard++) {
            if (counts[shard] > 0) {
                parts.get(shard).add(columns.gather(batch, rows[shard], counts[shard]));
            }
        }
    }

    /** Equal parts for operators that do not care. */
    static Delta[] deal(Delta delta, boolean[] needed, int shards) {
        Columns columns = new Columns(needed);
        List<List<Batch>> parts = new ArrayList<>();
        for (int shard = 0; shard < shards; shard++) {
            parts.add(new ArrayList<>());
        }
        for (Batch batch : delta.batches()) {
            int each = (batch.size() + shards - 1) / shards;
            for (int shard = 0; shard < shards; shard++) {
                int from = Math.min(batch.size(), shard * each);
                int to = Math.min(batch.size(), from + each);
                if (from < to) {
                    int[] rows = new int[to - from];
                    Arrays.setAll(rows, i -> from + i);
                    parts.get(shard).add(columns.gather(batch, rows, rows.length));
                }
            }
        }
        return parts.stream().map(Delta::new).toArray(Delta[]::new);
    }
}
