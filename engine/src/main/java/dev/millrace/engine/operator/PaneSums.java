package dev.millrace.engine.operator;

import dev.millrace.engine.state.IntArray;
import dev.millrace.engine.state.KeyView;
import dev.millrace.engine.state.LongArray;
import dev.millrace.types.Batch;
import dev.millrace.types.LongColumn;
import java.util.Arrays;

/**
 * The rows of a batch added up by the windows they are in: equal rows count once per window, with the sum of their weights.
 *
 * <p>For each different row (its time aside) the weights are added up by pane, the greatest common divisor of slide and size; then a
 * window of panes slides over them. Rows mostly come in the order of time, so a new pane mostly is the last one.
 */
final class PaneSums {
    private final long slide;
    private final long size;
    private final long offset;
    private final long pane;

    private int[] slots = new int[16];
    private final IntArray groupRows = new IntArray();
    private final IntArray heads = new IntArray();
    private final IntArray tails = new IntArray();
    private final LongArray paneStarts = new LongArray();
    private final LongArray paneWeights = new LongArray();
    private final IntArray nextPanes = new IntArray();
    private long[] hashes = new long[0];

    /** A row of the batch, the start of a window that contains it, and how often it is there. */
    @FunctionalInterface
    interface Consumer {
        void accept(int row, long start, long weight);
    }

    PaneSums(long slide, long size, long offset) {
        this.slide = slide;
        this.size = size;
        this.offset = offset;
        this.pane = greatestCommonDivisor(slide, size);
    }

    private static long greatestCommonDivisor(long a, long b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    /** Adds a batch up; rows are equal if they agree in {@code rows}, which is bound to it. */
    void sum(Batch batch, LongColumn times, KeyView rows, Consumer consumer) {
        clear(batch.size());
        rows.hash(batch.size(), hashes);
        long start = 0;
        long end = 0;
        for (int row = 0; row < batch.size(); row++) {
            if (times.isNull(row)) {
                continue;
            }
            long time = times.value(row);
            if (time < start || time >= end) {
                start = time - Math.floorMod(time - offset, pane);
                end = start + pane;
            }
            add(group(rows, row), start, batch.weight(row));
        }
        for (int group = 0; group < groupRows.size(); group++) {
            slide(group, consumer);
        }
    }

    private void clear(int size) {
        int capacity = Math.max(16, Integer.highestOneBit(Math.max(1, size)) * 4);
        if (slots.length < capacity) {
            slots = new int[capacity];
        } else {
            Arrays.fill(slots, 0);
        }
        hashes = hashes.length >= size ? hashes : new long[size];
        groupRows.clear();
        heads.clear();
        tails.clear();
        paneStarts.clear();
        paneWeights.clear();
        nextPanes.clear();
    }

    private int group(KeyView rows, int row) {
        int mask = slots.length - 1;
        int at = (int) (hashes[row] >>> 32) & mask;
        for (; slots[at] != 0; at = (at + 1) & mask) {
            int other = groupRows.get(slots[at] - 1);
            if (hashes[other] == hashes[row] && rows.same(other, row)) {
                return slots[at] - 1;
            }
        }
        groupRows.add(row);
        heads.add(-1);
        tails.add(-1);
        slots[at] = groupRows.size();
        return groupRows.size() - 1;
    }

    private void add(int group, long start, long weight) {
        int tail = tails.get(group);
        if (tail >= 0 && paneStarts.get(tail) == start) {
            paneWeights.set(tail, paneWeights.get(tail) + weight);
        } else if (tail < 0 || paneStarts.get(tail) < start) {
            int added = newPane(start, weight, -1);
            if (tail < 0) {
                heads.set(group, added);
            } else {
                nextPanes.set(tail, added);
            }
            tails.set(group, added);
        } else {
            addEarlier(group, start, weight);
        }
    }

    private int newPane(long start, long weight, int next) {
        paneStarts.add(start);
        paneWeights.add(weight);
        nextPanes.add(next);
        return paneStarts.size() - 1;
    }

    private void addEarlier(int group, long start, long weight) {
        int before = -1;
        int at = heads.get(group);
        while (paneStarts.get(at) < start) {
            before = at;
            at = nextPanes.get(at);
        }
        if (paneStarts.get(at) == start) {
            paneWeights.set(at, paneWeights.get(at) + weight);
            return;
        }
        int added = newPane(start, weight, at);
        if (before < 0) {
            heads.set(group, added);
        } else {
            nextPanes.set(before, added);
        }
    }

    /** Emits the windows of a group in the order of time. */
    private void slide(int group, Consumer consumer) {
        int row = groupRows.get(group);
        int first = heads.get(group);
        int next = first;
        long sum = 0;
        long start = firstWindow(paneStarts.get(first));
        while (first >= 0) {
            while (first != next && paneStarts.get(first) < start) {
                sum -= paneWeights.get(first);
                first = nextPanes.get(first);
            }
            while (first == next && next >= 0 && outside(paneStarts.get(next), start)) {
                start = Math.max(start, firstWindow(paneStarts.get(next)));
                first = paneStarts.get(next) < start ? nextPanes.get(next) : first;
                next = first;
            }
            while (next >= 0 && paneStarts.get(next) < start + size) {
                sum += paneWeights.get(next);
                next = nextPanes.get(next);
            }
            if (sum != 0) {
                consumer.accept(row, start, sum);
            }
            start += slide;
        }
    }

    private boolean outside(long time, long start) {
        return time < start || time >= start + size;
    }

    /** The start of the first window that contains the time, or that follows it if none does. */
    private long firstWindow(long time) {
        long last = time - Math.floorMod(time - offset, slide);
        long steps = (size - 1 - (time - last)) / slide;
        return size - 1 < time - last ? last + slide : last - steps * slide;
    }
}
