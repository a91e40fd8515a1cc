package dev.millrace.runtime;

import dev.millrace.connect.InputChunk;
import dev.millrace.connect.RelationSchema;
import dev.millrace.types.Batch;
import dev.millrace.types.BytesColumn;
import dev.millrace.types.Column;
import dev.millrace.types.TextDictionary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Hashes the texts of an input by which its rows go to shards, in the input's own thread, where the bytes have just been read, and
 * keeps those that repeat in a {@link TextDictionary}. Used by one thread.
 */
final class KeyTexts {
    /** With fewer rows than this the other threads are not busy. */
    private static final int ROWS_MIN = 100;

    /** By column of the batches. */
    private final SequencedMap<Integer, TextDictionary> texts = new LinkedHashMap<>();

    /**
     * @param keys for each column of the table whether rows go to shards by its value
     */
    KeyTexts(RelationSchema relation, boolean[] keys) {
        int inBatch = 0;
        for (int i = 0; i < relation.columns().size(); i++) {
            if (relation.columns().get(i).used()) {
                if (i < keys.length && keys[i]) {
                    texts.put(inBatch, new TextDictionary());
                }
                inBatch++;
            }
        }
    }

    /** The same chunk. */
    InputChunk refer(InputChunk chunk) {
        Batch rows = chunk.rows();
        if (texts.isEmpty() || rows.size() < ROWS_MIN) {
            return chunk;
        }
        List<Column> columns = new ArrayList<>(rows.columns());
        texts.forEach((column, dictionary) -> {
            if (columns.get(column) instanceof BytesColumn bytes) {
                columns.set(column, dictionary.refer(bytes));
            }
        });
        return new InputChunk(rows.withColumns(columns), chunk.errors(), chunk.resume(), chunk.bytes());
    }
}
