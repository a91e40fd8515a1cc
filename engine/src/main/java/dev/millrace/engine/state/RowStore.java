package dev.millrace.engine.state;

import dev.millrace.engine.storage.BlockReader;
import dev.millrace.types.Batch;
import dev.millrace.types.BytesColumn;
import dev.millrace.types.Column;
import dev.millrace.types.Hash;
import dev.millrace.types.LongColumn;
import dev.millrace.types.Nulls;
import dev.millrace.types.Ref;
import dev.millrace.types.SqlType;
import dev.millrace.types.WideColumn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one schema, kept row-major and named by an {@code int} id.
 *
 * <p>A record is: words for the owner's use ({@link #word}), a bitmap of NULL fields if there can be any, then one word per LONG
 * field, two per WIDE, and for BYTES a reference into the store's {@link BlobHeap}. A freed row's bytes can be read until the next
 * insert.
 */
public final class RowStore implements Durable {
    /** In how many ways the rows of a store are read, at most, by generated code. */
    private static final int READINGS_MAX = 4;

    private final List<SqlType> types;
    private final KeyKind[] kinds;
    private final int ownerWords;
    private final int nullWords;
    private final int[] offsets;
    private final int[] textColumns;
    private final RecordPages records;
    private final BlobHeap blobs = new BlobHeap();
    private final KeyView source;
    private final boolean[] nullSeen;
    private final Heat heat = new Heat();
    private final Heat readHeat = new Heat();
    private RowLoops.@Nullable WriteLoop writeLoop;
    private final List<Reading> readings = new ArrayList<>();

    /** Generated code that reads these words. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Reading(int[] offsets, RowLoops.ReadLoop loop) {}

    private boolean restored;

    /** A store of rows of these types, each with {@code ownerWords} further words. */
    public RowStore(List<SqlType> types, int ownerWords) {
        this.types = List.copyOf(types);
        this.kinds = KeyKind.of(types);
        this.ownerWords = ownerWords;
        this.nullWords = types.stream().anyMatch(SqlType::nullable) ? (types.size() + 63) >> 6 : 0;
        this.offsets = new int[types.size()];
        int width = ownerWords + nullWords;
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = width;
            width += kinds[i] == KeyKind.WIDE ? 2 : 1;
        }
        this.textColumns = IntStream.range(0, kinds.length)
                .filter(i -> kinds[i] == KeyKind.BYTES)
                .toArray();
        this.records = new RecordPages(Math.max(1, width));
        this.source = new KeyView(IntStream.range(0, types.size()).boxed().toList(), types);
        this.nullSeen = new boolean[types.size()];
    }

    /** The types of the fields. */
    public List<SqlType> types() {
        return types;
    }

    /** Names the batch from which {@link #insert} takes rows. */
    public void bind(Batch batch) {
        source.bind(batch);
    }

    /** Keeps a copy of a row of the bound batch; the owner's words are 0. */
    public int insert(int row) {
        int id = records.allocate();
        long[] page = records.page(id);
        int base = records.base(id);
        for (int i = 0; i < ownerWords + nullWords; i++) {
            page[base + i] = 0;
        }
        for (int column = 0; column < kinds.length; column++) {
            int at = base + offsets[column];
            if (source.isNull(column, row)) {
                setNull(page, base, column);
                page[at] = 0;
                continue;
            }
            long low = source.lows[column][row];
            switch (kinds[column]) {
                case LONG, FLOAT -> page[at] = low;
                case WIDE -> {
                    page[at] = low;
                    page[at + 1] = source.highs[column][row];
                }
                case BYTES -> {
                    byte[][] pages = source.pages[column];
                    page[at] = blobs.put(pages[Ref.page(low)], Ref.offset(low), Ref.length(low, pages));
                }
            }
        }
        return id;
    }

    private void setNull(long[] page, int base, int column) {
        if (nullWords == 0) {
            throw new IllegalStateException("NULL in a store of " + types);
        }
        page[base + ownerWords + (column >> 6)] |= 1L << column;
        nullSeen[column] = true;
    }

    /** Keeps copies of rows {@code rows[0..count)} of the bound batch, as {@link #insert} does, and writes their ids. */
    public void insertAll(int[] rows, int count, int[] ids) {
        for (int i = 0; i < count; i++) {
            ids[i] = records.allocate();
        }
        RowLoops.WriteLoop loop = source.anyNulls() || !heat.isHot(count) ? null : writeLoop();
        if (loop != null) {
            loop.run(count, rows, ids, records.pages(), source.lows, source.highs, source.pages, blobs);
            return;
        }
        for (int i = 0; i < count; i++) {
            records.clear(ids[i], ownerWords + nullWords);
        }
        for (int column = 0; column < kinds.length; column++) {
            if (source.nulls[column] != null) {
                markNulls(column, rows, count, ids);
            }
            switch (kinds[column]) {
                case LONG, FLOAT -> copyWords(source.lows[column], rows, count, ids, offsets[column]);
                case WIDE -> {
                    copyWords(source.lows[column], rows, count, ids, offsets[column]);
                    copyWords(source.highs[column], rows, count, ids, offsets[column] + 1);
                }
                case BYTES -> copyBytes(column, rows, count, ids);
            }
        }
    }

    private RowLoops.@Nullable WriteLoop writeLoop() {
        if (writeLoop == null) {
            writeLoop = LoopWriter.write(records, ownerWords + nullWords, kinds, offsets);
            if (writeLoop == null) {
                heat.stop();
            }
        }
        return writeLoop;
    }

    private void markNulls(int column, int[] rows, int count, int[] ids) {
        for (int i = 0; i < count; i++) {
            if (source.isNull(column, rows[i])) {
                setNull(records.page(ids[i]), records.base(ids[i]), column);
            }
        }
    }

    private void copyWords(long[] values, int[] rows, int count, int[] ids, int offset) {
        for (int i = 0; i < count; i++) {
            records.set(ids[i], offset, values[rows[i]]);
        }
    }

    private void copyBytes(int column, int[] rows, int count, int[] ids) {
        long[] refs = source.lows[column];
        byte[][] pages = source.pages[column];
        for (int i = 0; i < count; i++) {
            long ref = refs[rows[i]];
            records.set(
                    ids[i],
                    offsets[column],
                    source.isNull(column, rows[i])
                            ? 0
                            : blobs.put(pages[Ref.page(ref)], Ref.offset(ref), Ref.length(ref, pages)));
        }
    }

    /** Gives up a row. */
    public void free(int id) {
        for (int column : textColumns) {
            blobs.free(records.get(id, offsets[column]));
        }
        records.free(id);
    }

    /** A word of the owner. */
    public long word(int id, int index) {
        return records.get(id, index);
    }

    /** Replaces a word of the owner. The only way to change a row; all else of it stays as it was inserted. */
    public void setWord(int id, int index, long value) {
        records.changing(id);
        records.set(id, index, value);
    }

    /** The same for a row of which {@link #setWord} replaced a word before in this step. */
    void setWordAgain(int id, int index, long value) {
        assert records.isChanging(id) : "a word of row " + id + " is replaced, and nobody said that it would be";
        records.set(id, index, value);
    }

    /** Whether a field is NULL. */
    public boolean isNull(int id, int column) {
        return nullSeen[column] && (records.get(id, ownerWords + (column >> 6)) >>> column & 1) != 0;
    }

    /** A field of LONG storage that is not NULL. */
    public long longValue(int id, int column) {
        return records.get(id, offsets[column]);
    }

    /** The upper half of a field of WIDE storage that is not NULL; {@link #longValue} is the lower. */
    public long highValue(int id, int column) {
        return records.get(id, offsets[column] + 1);
    }

    /** The pages into which fields of BYTES storage refer. */
    byte[][] pages() {
        return blobs.pages();
    }

    /** Whether the fields {@code columns} equal those of a row of the view, NULL equal to NULL. */
    public boolean same(int id, int[] columns, KeyView view, int row) {
        long[] page = records.page(id);
        int base = records.base(id);
        if (columns.length == 1 && view.isSimple() && !nullSeen[columns[0]]) {
            return page[base + offsets[columns[0]]] == view.lows[0][row];
        }
        for (int k = 0; k < columns.length; k++) {
            int column = columns[k];
            boolean stored = nullSeen[column] && (page[base + ownerWords + (column >> 6)] >>> column & 1) != 0;
            if (stored != view.isNull(k, row)) {
                return false;
            }
            if (!stored && !sameValue(page, base + offsets[column], view, k, row)) {
                return false;
            }
        }
        return true;
    }

    private boolean sameValue(long[] page, int at, KeyView view, int k, int row) {
        long low = view.lows[k][row];
        return switch (view.kinds[k]) {
            case LONG -> page[at] == low;
            case FLOAT -> KeyKind.canonical(page[at]) == KeyKind.canonical(low);
            case WIDE -> page[at] == low && page[at + 1] == view.highs[k][row];
            case BYTES -> Ref.same(page[at], blobs.pages(), low, view.pages[k]);
        };
    }

    /** The hash of the fields {@code columns}, as {@link KeyView#hash} computes it. */
    public long hash(int id, int[] columns) {
        long hash = Hash.NULL;
        for (int k = 0; k < columns.length; k++) {
            long value = isNull(id, columns[k]) ? Hash.NULL : hashValue(id, columns[k]);
            hash = k == 0 ? value : Hash.combine(hash, value);
        }
        return hash;
    }

    private long hashValue(int id, int column) {
        long low = records.get(id, offsets[column]);
        byte[][] pages = blobs.pages();
        return switch (kinds[column]) {
            case LONG -> Hash.of(low);
            case FLOAT -> Hash.of(KeyKind.canonical(low));
            case WIDE -> Hash.combine(Hash.of(records.get(id, offsets[column] + 1)), low);
            case BYTES -> Hash.bytes(pages[Ref.page(low)], Ref.offset(low), Ref.length(low, pages));
        };
    }

    /** The field {@code column} of the rows {@code ids[0..count)}; an id of −1 stands for NULL. Bytes are referred to. */
    public Column column(int column, int[] ids, int count) {
        long[] nulls = nulls(column, ids, count);
        return switch (kinds[column]) {
            case LONG, FLOAT -> new LongColumn(count, words(offsets[column], ids, count), nulls);
            case WIDE ->
                new WideColumn(
                        count, words(offsets[column] + 1, ids, count), words(offsets[column], ids, count), nulls);
            case BYTES -> new BytesColumn(count, words(offsets[column], ids, count), blobs.pages(), nulls);
        };
    }

    /**
     * The fields {@code columns} of the rows {@code ids[0..count)}, as {@link #column} gives them, but read row by row. The ids may not
     * be −1.
     */
    public List<Column> columns(int[] columns, int[] ids, int count) {
        RowLoops.ReadLoop loop = readHeat.isHot(count) ? readLoop(columns) : null;
        List<Column> all = new ArrayList<>(columns.length);
        if (loop == null) {
            for (int column : columns) {
                all.add(column(column, ids, count));
            }
            return all;
        }
        long[][] words = new long[wordCount(columns)][count];
        loop.run(count, ids, records.pages(), words);
        int at = 0;
        for (int column : columns) {
            long[] nulls = nullSeen[column] ? nulls(column, ids, count) : null;
            all.add(
                    switch (kinds[column]) {
                        case LONG, FLOAT -> new LongColumn(count, words[at], nulls);
                        case WIDE -> new WideColumn(count, words[++at], words[at - 1], nulls);
                        case BYTES -> new BytesColumn(count, words[at], blobs.pages(), nulls);
                    });
            at++;
        }
        return all;
    }

    private int wordCount(int[] columns) {
        int words = 0;
        for (int column : columns) {
            words += kinds[column] == KeyKind.WIDE ? 2 : 1;
        }
        return words;
    }

    private RowLoops.@Nullable ReadLoop readLoop(int[] columns) {
        int[] wanted = readOffsets(columns);
        for (Reading reading : readings) {
            if (Arrays.equals(reading.offsets, wanted)) {
                return reading.loop;
            }
        }
        RowLoops.ReadLoop loop = readings.size() == READINGS_MAX ? null : LoopWriter.read(records, wanted);
        if (loop == null) {
            readHeat.stop();
        } else {
            readings.add(new Reading(wanted, loop));
        }
        return loop;
    }

    private int[] readOffsets(int[] columns) {
        int[] wanted = new int[wordCount(columns)];
        int at = 0;
        for (int column : columns) {
            wanted[at++] = offsets[column];
            if (kinds[column] == KeyKind.WIDE) {
                wanted[at++] = offsets[column] + 1;
            }
        }
        return wanted;
    }

    private long[] words(int offset, int[] ids, int count) {
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            int id = ids[i];
            if (id >= 0) {
                values[i] = records.get(id, offset);
            }
        }
        return values;
    }

    private long @Nullable [] nulls(int column, int[] ids, int count) {
        long[] nulls = null;
        boolean seen = nullSeen[column];
        for (int i = 0; i < count; i++) {
            if (ids[i] < 0 || seen && isNull(ids[i], column)) {
                nulls = nulls == null ? Nulls.create(count) : nulls;
                Nulls.set(nulls, i);
            }
        }
        return nulls;
    }

    /** One more than the greatest id ever given. */
    int idEnd() {
        return records.idEnd();
    }

    /** The id after {@code id} in the order in which ids are given at first. */
    int idAfter(int id) {
        return records.idAfter(id);
    }

    /** The number of rows. */
    public int count() {
        return records.count();
    }

    /** The bytes occupied. */
    @Override
    public long bytes() {
        return records.bytes() + blobs.bytes();
    }

    @Override
    public void track() {
        records.track(restored);
    }

    @Override
    public Frozen freeze(boolean whole) {
        return new RowImage(layout(), records.freeze(ownerWords, whole), blobs.freeze());
    }

    @Override
    public void thaw() {
        records.thaw();
        blobs.thaw();
    }

    @Override
    public void restore(List<BlockReader> images) throws IOException {
        restored = true;
        new RowRestore(layout(), records, blobs, nullSeen).restore(images);
    }

    private RowLayout layout() {
        return new RowLayout(types, ownerWords, nullWords, offsets, textColumns, records.width());
    }

    /** Calls {@code consumer} with the id of each row, in the order of ids. Between steps. */
    void forEachRow(IntConsumer consumer) {
        BitSet free = records.freed();
        for (int id = 0; id < idEnd(); id = idAfter(id)) {
            if (!free.get(id)) {
                consumer.accept(id);
            }
        }
    }
}
