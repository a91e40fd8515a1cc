package dev.millrace.engine.operator;

import dev.millrace.engine.state.OrderedRows;
import dev.millrace.engine.state.RowOrder;
import dev.millrace.engine.state.RowStore;

/** The partition that a window operator is working on: the sequence of its rows. Positions count from 0. */
final class WindowPartition {
    final RowStore rows;
    final RowOrder order;
    final OrderedRows sequence;
    private int root = -1;
    private int last = -1;
    private int size;

    WindowPartition(RowStore rows, RowOrder order, OrderedRows sequence) {
        this.rows = rows;
        this.order = order;
        this.sequence = sequence;
    }

    /** Looks at another partition from now on, as it is now. */
    void open(int newRoot, int newLast) {
        root = newRoot;
        last = newLast;
        sequence.refresh(newRoot);
        size = sequence.count(newRoot);
    }

    int root() {
        return root;
    }

    int size() {
        return size;
    }

    int at(int position) {
        return position == size - 1 ? lastCounted() : sequence.at(root, position);
    }

    private int lastCounted() {
        return sequence.isCounted(last) ? last : sequence.previousCounted(last);
    }

    /** The number of rows before this one. */
    int position(int id) {
        return id == last && sequence.isCounted(id) ? size - 1 : sequence.position(id);
    }

    /** The number of rows that come before row {@code id}, which is at {@code position} or went from there, and are no peers of it. */
    int peersStart(int id, int position) {
        int previous = position == 0 ? -1 : sequence.previousCounted(id);
        return previous < 0 || order.compareKeys(previous, id) != 0
                ? position
                : sequence.countWhile(root, other -> order.compareKeys(other, id) < 0);
    }

    /** The number of rows that come before row {@code id}, which is at {@code position}, or are peers of it. */
    int peersEnd(int id, int position, boolean there) {
        int end = there ? position + 1 : position;
        int next = end == size ? -1 : sequence.nextCounted(id);
        return next < 0 || order.compareKeys(next, id) != 0
                ? end
                : sequence.countWhile(root, other -> order.compareKeys(other, id) <= 0);
    }
}
