package dev.millrace.cli.run;

import dev.millrace.cli.text.RowText;
import dev.millrace.engine.algebra.Delta;
import dev.millrace.types.Batch;
import dev.millrace.types.Schema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The newest changes of each view, as text. Thread-safe. */
final class NewestChanges {
    private static final int KEPT = 5;

    /** A change of a row. */
    record Change(long weight, String row) {
        Span span() {
            String sign = weight > 0 ? "+" : "";
            return new Span(sign + weight + "  " + row, weight > 0 ? Span.Style.ADDED : Span.Style.REMOVED);
        }
    }

    private final Map<String, Deque<Change>> views = new LinkedHashMap<>();

    void add(String view, Delta delta, Schema schema) {
        List<Change> newest = new ArrayList<>();
        for (Batch batch : delta.batches().reversed()) {
            for (int row = batch.size() - 1; row >= 0 && newest.size() < KEPT; row--) {
                newest.add(new Change(batch.weight(row), String.join("  ", RowText.cells(batch, row, schema))));
            }
        }
        add(view, newest.reversed());
    }

    private synchronized void add(String view, List<Change> changes) {
        Deque<Change> kept = views.computeIfAbsent(view, name -> new ArrayDeque<>());
        for (Change change : changes) {
            kept.addFirst(change);
            if (kept.size() > KEPT) {
                kept.removeLast();
            }
        }
    }

    /** Newest first. */
    synchronized List<Change> of(String view) {
        return List.copyOf(views.getOrDefault(view, new ArrayDeque<>()));
    }
}
