package dev.millrace.bench.nexmark;

import dev.millrace.connectors.generator.nexmark.NexmarkGenerator;
import dev.millrace.engine.algebra.Delta;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Events made when they are needed: only the columns that the query reads. */
final class GeneratedEvents implements Events {
    private final NexmarkGenerator generator;
    private final List<TableFeed> tables;
    private final long events;
    private final NexmarkSettings settings;

    GeneratedEvents(NexmarkSettings settings, long events, List<TableFeed> tables) {
        this.generator = new NexmarkGenerator(settings.seed(), settings.eventRate());
        this.tables = List.copyOf(tables);
        this.events = events;
        this.settings = settings;
    }

    @Override
    public int steps() {
        return settings.steps(events);
    }

    @Override
    public SequencedMap<String, Delta> step(int number) {
        long first = (long) number * settings.stepEvents();
        int count = (int) Math.min(settings.stepEvents(), events - first);
        SequencedMap<String, Delta> deltas = new LinkedHashMap<>();
        for (TableFeed feed : tables) {
            deltas.put(feed.name(), Delta.of(feed.widen(generator.rows(feed.table(), first, count, feed.columns()))));
        }
        return deltas;
    }
}
