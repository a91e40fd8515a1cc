package dev.millrace.engine.circuit;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.operator.Columns;
import dev.millrace.engine.state.KeyView;
import dev.millrace.types.Batch;
import dev.millrace.types.BytesColumn;
import dev.millrace.types.Column;
import dev.millrace.types.Schema;
import dev.millrace.types.Storage;
import dev.millrace.types.TextDictionary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Deals rows out to shards by the hash of some columns, keeping their order. Each sender has its own. */
final class Router {
    private final KeyView keys;
    private final Columns columns;
    private final int shards;
    /** By hashed column that is text. */
    private final SequencedMap<Integer, TextDictionary> texts = new LinkedHashMap<>();

    Router(List<Integer> hashed, Schema schema, boolean[] needed, int shards) {
        this.keys = new KeyView(hashed, schema.select(hashed).types());
        this.columns = new Columns(needed);
        this.shards = shards;
        for (int column : hashed) {
            if (schema.type(column).storage() == Storage.BYTES) {
                texts.put(column, new TextDictionary());
            }
        }
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

    private void route(Batch given, List<List<Batch>> parts) {
        Batch batch = texts.isEmpty() ? given : withTexts(given);
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

    private Batch withTexts(Batch batch) {
        List<Column> all = new ArrayList<>(batch.columns());
        texts.forEach((column, dictionary) -> {
            if (all.get(column) instanceof BytesColumn bytes) {
                all.set(column, bytes.hashes() == null ? dictionary.refer(bytes) : bytes);
            }
        });
        return batch.withColumns(all);
    }

    /** About equal parts for operators that do not care which rows they get: whole batches, but for those on a border. */
    static Delta[] deal(Delta delta, boolean[] needed, int shards) {
        Columns columns = new Columns(needed);
        long each = (delta.rows() + shards - 1) / shards;
        List<List<Batch>> parts = new ArrayList<>();
        List<Batch> part = new ArrayList<>();
        long room = each;
        for (Batch batch : delta.batches()) {
            int from = 0;
            while (batch.size() - from >= room) {
                int to = from + (int) room;
                part.add(slice(batch, from, to, columns));
                parts.add(part);
                part = new ArrayList<>();
                room = each;
                from = to;
            }
            if (from < batch.size()) {
                part.add(slice(batch, from, batch.size(), columns));
                room -= batch.size() - from;
            }
        }
        parts.add(part);
        while (parts.size() < shards) {
            parts.add(List.of());
        }
        return parts.stream().limit(shards).map(Delta::new).toArray(Delta[]::new);
    }

    private static Batch slice(Batch batch, int from, int to, Columns columns) {
        if (from == 0 && to == batch.size()) {
            return batch;
        }
        int[] rows = new int[to - from];
        Arrays.setAll(rows, i -> from + i);
        return columns.gather(batch, rows, rows.length);
    }
}
