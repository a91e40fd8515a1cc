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
 * <p>A record is as {@link RowLayout} says, with words for the owner's use ({@link #word}) in front; its texts lie together in the
 * store's {@link BlobHeap}. A freed row's bytes can be read until the next insert.
 */
public final class RowStore implements Durable {
    /** In how many ways the rows of a store are read, at most, by generated code. */
    private static final int READINGS_MAX = 4;

    /** In the place of the id of a row that was not meant. */
    static final int OTHER = Integer.MIN_VALUE;

    private final RowLayout layout;
    private final KeyKind[] kinds;
    private final RecordPages records;
    private final BlobHeap blobs = new BlobHeap();
    private final RowTexts texts;
    private final KeyView source;
    private final boolean[] nullSeen;
    private final Heat heat = new Heat();
    private final Heat readHeat = new Heat();
    private RowLoops.@Nullable WriteLoop writeLoop;
    private final List<Reading> readings = new ArrayList<>();

    /** Generated code that reads these columns. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Reading(int[] columns, RowLoops.ReadLoop loop) {}

    private boolean restored;

    /** A store of rows of these types, each with {@code ownerWords} further words. */
    public RowStore(List<SqlType> types, int ownerWords) {
        this(types, ownerWords, false);
    }

    /** The same; with {@code marked}, each row also has a {@link #mark}. */
    RowStore(List<SqlType> types, int ownerWords, boolean marked) {
        this.layout = new RowLayout(types, ownerWords, marked);
        this.kinds = layout.kinds;
        this.records = new RecordPages(layout.width);
        this.source = new KeyView(IntStream.range(0, types.size()).boxed().toList(), types);
        this.texts = new RowTexts(layout, blobs, source);
        this.nullSeen = new boolean[types.size()];
    }

    /** The types of the fields. */
    public List<SqlType> types() {
        return layout.types;
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
        for (int i = 0; i < layout.slice; i++) {
            page[base + i] = 0;
        }
        for (int column = 0; column < kinds.length; column++) {
            boolean isNull = source.isNull(column, row);
            if (isNull) {
                setNull(page, base, column);
            }
            if (layout.isBytes(column)) {
                continue;
            }
            int at = base + layout.offset(column);
            page[at] = isNull ? 0 : source.lows[column][row];
            if (kinds[column] == KeyKind.WIDE && !isNull) {
                page[at + 1] = source.highs[column][row];
            }
        }
        texts.put(row, page, base);
        return id;
    }

    private void setNull(long[] page, int base, int column) {
        layout.setNull(page, base, column);
        nullSeen[column] = true;
    }

    /** Keeps copies of rows {@code rows[0..count)} of the bound batch, as {@link #insert} does, and writes their ids. */
    public void insertAll(int[] rows, int count, int[] ids) {
        for (int i = 0; i < count; i++) {
            ids[i] = records.allocate();
        }
        RowLoops.WriteLoop loop = source.anyNulls() || !heat.isHot(count) ? null : writeLoop();
        if (loop != null) {
            loop.run(count, rows, ids, records.pages(), source.lows, source.highs, source.pages, texts);
            return;
        }
        for (int i = 0; i < count; i++) {
            records.clear(ids[i], layout.slice);
        }
        for (int column = 0; column < kinds.length; column++) {
            if (source.nulls[column] != null) {
                markNulls(column, rows, count, ids);
            }
            switch (kinds[column]) {
                case LONG, FLOAT -> copyWords(source.lows[column], rows, count, ids, layout.offset(column));
                case WIDE -> {
                    copyWords(source.lows[column], rows, count, ids, layout.offset(column));
                    copyWords(source.highs[column], rows, count, ids, layout.offset(column) + 1);
                }
                case BYTES -> {}
            }
        }
        for (int i = 0; i < count; i++) {
            texts.put(rows[i], records.page(ids[i]), records.base(ids[i]));
        }
    }

    private RowLoops.@Nullable WriteLoop writeLoop() {
        if (writeLoop == null) {
            writeLoop = LoopWriter.write(records, layout);
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

    /** Gives up a row. */
    public void free(int id) {
        texts.free(records.page(id), records.base(id));
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

    /** A number of the owner, at first 0. */
    int mark(int id) {
        return (int) records.get(id, layout.ownerWords);
    }

    /** Replaces the mark. */
    void setMark(int id, int mark) {
        records.changing(id);
        long bits = records.get(id, layout.ownerWords);
        records.set(id, layout.ownerWords, bits >>> 32 << 32 | mark & 0xffffffffL);
    }

    /** Whether a field is NULL. */
    public boolean isNull(int id, int column) {
        return nullSeen[column] && layout.isNull(records.page(id), records.base(id), column);
    }

    /** A field of LONG storage that is not NULL. */
    public long longValue(int id, int column) {
        return records.get(id, layout.offset(column));
    }

    /** Where a field of BYTES storage that is not NULL is, in {@link #pages}. */
    long ref(int id, int column) {
        return texts.ref(records.page(id), records.base(id), layout.text(column));
    }

    /** The upper half of a field of WIDE storage that is not NULL; {@link #longValue} is the lower. */
    public long highValue(int id, int column) {
        return records.get(id, layout.offset(column) + 1);
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
            return page[base + layout.offset(columns[0])] == view.lows[0][row];
        }
        for (int k = 0; k < columns.length; k++) {
            if (!sameField(page, base, columns[k], view, k, row)) {
                return false;
            }
        }
        return true;
    }

    private boolean sameField(long[] page, int base, int column, KeyView view, int k, int row) {
        boolean stored = nullSeen[column] && layout.isNull(page, base, column);
        if (stored != view.isNull(k, row)) {
            return false;
        }
        return stored || sameValue(page, base, column, view, k, row);
    }

    private boolean sameValue(long[] page, int base, int column, KeyView view, int k, int row) {
        long low = view.lows[k][row];
        int at = base + layout.offset(column);
        return switch (view.kinds[k]) {
            case LONG -> page[at] == low;
            case FLOAT -> KeyKind.canonical(page[at]) == KeyKind.canonical(low);
            case WIDE -> page[at] == low && page[at + 1] == view.highs[k][row];
            case BYTES -> Ref.same(texts.ref(page, base, layout.text(column)), blobs.pages(), low, view.pages[k]);
        };
    }

    /**
     * Puts {@link #OTHER} in the place of those of {@code ids[from..to)} whose fields {@code columns} differ from those of the row of the
     * view with the same place. Negative ids stay. The answer is whether there are such.
     */
    boolean forgetOthers(int[] columns, KeyView view, int from, int to, int[] ids) {
        boolean any = false;
        for (int k = 0; k < columns.length; k++) {
            boolean bits = view.kinds[k] == KeyKind.LONG && view.nulls[k] == null && !nullSeen[columns[k]];
            any |= bits
                    ? forgetOtherBits(layout.offset(columns[k]), view.lows[k], from, to, ids)
                    : forgetOtherValues(columns[k], view, k, from, to, ids);
        }
        return any;
    }

    private boolean forgetOtherBits(int offset, long[] values, int from, int to, int[] ids) {
        boolean any = false;
        for (int i = from; i < to; i++) {
            if (ids[i] >= 0 && records.get(ids[i], offset) != values[i]) {
                ids[i] = OTHER;
                any = true;
            }
        }
        return any;
    }

    private boolean forgetOtherValues(int column, KeyView view, int k, int from, int to, int[] ids) {
        boolean any = false;
        for (int i = from; i < to; i++) {
            if (ids[i] >= 0 && !sameField(records.page(ids[i]), records.base(ids[i]), column, view, k, i)) {
                ids[i] = OTHER;
                any = true;
            }
        }
        return any;
    }

    /** The hash of the fields {@code columns}, as {@link KeyView#hash} computes it. */
    public long hash(int id, int[] columns) {
        if (columns.length == 1 && kinds[columns[0]] == KeyKind.LONG && !nullSeen[columns[0]]) {
            return Hash.of(longValue(id, columns[0]));
        }
        long hash = Hash.NULL;
        for (int k = 0; k < columns.length; k++) {
            long value = isNull(id, columns[k]) ? Hash.NULL : hashValue(id, columns[k]);
            hash = k == 0 ? value : Hash.combine(hash, value);
        }
        return hash;
    }

    private long hashValue(int id, int column) {
        if (kinds[column] == KeyKind.BYTES) {
            return KeyView.hashBytes(ref(id, column), blobs.pages());
        }
        long low = longValue(id, column);
        return switch (kinds[column]) {
            case LONG -> Hash.of(low);
            case FLOAT -> Hash.of(KeyKind.canonical(low));
            default -> Hash.combine(Hash.of(highValue(id, column)), low);
        };
    }

    /** The field {@code column} of the rows {@code ids[0..count)}; an id of −1 stands for NULL. Bytes are referred to. */
    public Column column(int column, int[] ids, int count) {
        long[] nulls = nulls(column, ids, count);
        return switch (kinds[column]) {
            case LONG, FLOAT -> new LongColumn(count, words(layout.offset(column), ids, count), nulls);
            case WIDE ->
                new WideColumn(
                        count,
                        words(layout.offset(column) + 1, ids, count),
                        words(layout.offset(column), ids, count),
                        nulls);
            case BYTES -> new BytesColumn(count, refs(column, ids, count), blobs.pages(), nulls);
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
        loop.run(count, ids, records.pages(), words, texts);
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
        for (Reading reading : readings) {
            if (Arrays.equals(reading.columns, columns)) {
                return reading.loop;
            }
        }
        RowLoops.ReadLoop loop = readings.size() == READINGS_MAX ? null : LoopWriter.read(records, layout, columns);
        if (loop == null) {
            readHeat.stop();
        } else {
            readings.add(new Reading(columns.clone(), loop));
        }
        return loop;
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

    private long[] refs(int column, int[] ids, int count) {
        long[] refs = new long[count];
        for (int i = 0; i < count; i++) {
            refs[i] = ids[i] < 0 ? 0 : ref(ids[i], column);
        }
        return refs;
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
    public Account account() {
        long rows = count();
        long fields = rows * layout.fixedBytes();
        long words = rows * 8L * layout.width - fields;
        return new Account(rows, fields, texts.bytes(), words, 0, bytes() - fields - texts.bytes() - words);
    }

    @Override
    public void track() {
        records.track(restored);
    }

    @Override
    public Frozen freeze(boolean whole) {
        return new RowImage(layout, records.freeze(layout.changing, whole), blobs.freeze());
    }

    @Override
    public void thaw() {
        records.thaw();
        blobs.thaw();
    }

    @Override
    public void restore(List<BlockReader> images) throws IOException {
        restored = true;
        new RowRestore(layout, records, texts, nullSeen).restore(images);
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
