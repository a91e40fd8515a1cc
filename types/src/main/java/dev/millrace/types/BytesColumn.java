package dev.millrace.types;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A column of {@link Storage#BYTES}: row {@code i} is a slice of one of the {@code pages}, named by {@code refs[i]} (see
 * {@link Ref}). Slices may lie anywhere in the pages, overlap and repeat: a parser refers into its input buffer and a join into
 * the pages of a stored table, so that bytes are copied only when they are kept. Who has computed the {@link #hash} of all rows that
 * are not NULL can hand it on as {@code hashes}.
 */
public record BytesColumn(int size, long[] refs, byte[][] pages, long @Nullable [] nulls, long @Nullable [] hashes)
        implements Column {
    /** A column whose hashes are not known. */
    public BytesColumn(int size, long[] refs, byte[][] pages, long @Nullable [] nulls) {
        this(size, refs, pages, nulls, null);
    }

    @Override
    public Storage storage() {
        return Storage.BYTES;
    }

    @Override
    public BytesColumn gather(int[] rows, int count) {
        long[] chosen = new long[count];
        for (int i = 0; i < count; i++) {
            chosen[i] = refs[rows[i]];
        }
        return new BytesColumn(count, chosen, pages, Nulls.gather(nulls, rows, count), gatherHashes(rows, count));
    }

    private long @Nullable [] gatherHashes(int[] rows, int count) {
        if (hashes == null) {
            return null;
        }
        long[] chosen = new long[count];
        for (int i = 0; i < count; i++) {
            chosen[i] = hashes[rows[i]];
        }
        return chosen;
    }

    /** The page in which the bytes of a row that is not NULL lie. */
    public byte[] page(int row) {
        return pages[Ref.page(refs[row])];
    }

    /** The index of its first byte in {@link #page}. */
    public int offset(int row) {
        return Ref.offset(refs[row]);
    }

    /** The number of its bytes. */
    public int length(int row) {
        return Ref.length(refs[row], pages);
    }

    /** A copy of the bytes of a row that is not NULL. */
    public byte[] bytes(int row) {
        int offset = offset(row);
        return Arrays.copyOfRange(page(row), offset, offset + length(row));
    }

    /** The bytes of a row that is not NULL, read as UTF-8. */
    public String text(int row) {
        return new String(page(row), offset(row), length(row), StandardCharsets.UTF_8);
    }

    /** Whether two rows that are not NULL hold the same bytes. */
    public boolean sameBytes(int row, BytesColumn other, int otherRow) {
        return Ref.same(refs[row], pages, other.refs[otherRow], other.pages);
    }

    /** A hash of the bytes of a row that is not NULL. */
    public long hash(int row) {
        return hashes == null ? Hash.bytes(page(row), offset(row), length(row)) : hashes[row];
    }
}
