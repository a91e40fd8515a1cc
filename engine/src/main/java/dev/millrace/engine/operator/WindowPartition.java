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

    WindowPartition(RowStore rows, RowOrder order, OrderedRows sequence) {
        this.rows = rows;
        this.order = order;
        this.sequence = sequence;
    }

    /** Looks at another partition from now on. */
    void open(int newRoot) {
        root = newRoot;
    }

    int root() {
        return root;
    }

    int size() {
        return sequence.count(root);
    }

    int at(int position) {
        return sequence.at(root, position);
    }

    /** The position of the first row that the order does not tell from this one. */
    int firstPeer(int id, int position) {
        int previous = sequence.previousCounted(id);
        return previous < 0 || order.compareKeys(previous, id) != 0
                ? position
                : sequence.countWhile(root, other -> order.compareKeys(other, id) < 0);
    }

    /** The position of the last row that the order does not tell from this one. */
    int lastPeer(int id, int position) {
        int next = sequence.nextCounted(id);
        return next < 0 || order.compareKeys(next, id) != 0 ? position : peersEnd(id) - 1;
    }

    /** The number of rows that come before this one or are peers of it. */
    int peersEnd(int id) {
        return sequence.countWhile(root, other -> order.compareKeys(other, id) <= 0);
    }

    /** The number of rows that come before this one and are not peers of it. */
    int peersStart(int id) {
        return sequence.countWhile(root, other -> order.compareKeys(other, id) < 0);
    }
}
