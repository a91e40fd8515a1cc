package dev.millrace.connectors.generator.nexmark;

import dev.millrace.connect.FormatUse;
import dev.millrace.connect.InputChunk;
import dev.millrace.connect.InputConnector;
import dev.millrace.connect.InputContext;
import dev.millrace.connect.InputSink;
import dev.millrace.connect.InputTransport;
import dev.millrace.connect.SourcePosition;
import dev.millrace.types.Batch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The transport {@code nexmark}. Its positions are numbers of events. */
public final class NexmarkInput implements InputConnector {
    /** To be registered. */
    public static final InputTransport<?> TRANSPORT =
            new InputTransport<>(NexmarkConfig.SPEC, FormatUse.NONE, NexmarkInput::new);

    private final NexmarkFeed feed;
    private final NexmarkTable table;
    private final NexmarkColumns columns;
    private final long start;
    private final Deque<Long> replay = new ArrayDeque<>();
    private volatile long done;

    private NexmarkInput(NexmarkConfig config, InputContext context) {
        this.feed = context.surroundings().shared().get(NexmarkFeed.class, NexmarkFeed::new);
        this.table = config.table();
        this.columns = NexmarkColumns.of(config.table(), context.relation());
        SourcePosition resume = context.resume();
        this.start = resume == null ? 0 : Long.parseLong(resume.text());
        this.done = start;
        context.replay().forEach(end -> replay.add(Long.parseLong(end.text())));
        NexmarkConfig.Options options = config.options();
        if (options != null) {
            feed.configure(options);
        }
    }

    @Override
    public void run(InputSink sink) throws InterruptedException {
        NexmarkFeed.Reader reader = feed.join(start);
        try {
            run(reader, sink);
        } finally {
            feed.leave(reader);
        }
    }

    @Override
    public double fraction() {
        long events = feed.options().events();
        return events == 0 ? 1 : (double) done / events;
    }

    private void run(NexmarkFeed.Reader reader, InputSink sink) throws InterruptedException {
        NexmarkConfig.Options options = feed.options();
        int chunk = options.chunkEvents();
        for (long first = start; first < options.events(); ) {
            Long wanted = replay.poll();
            long next = wanted != null ? wanted : Math.min(first - first % chunk + chunk, options.events());
            if (wanted == null) {
                feed.await(reader, next);
            }
            Batch rows = columns.rows(feed.generator(), table, first, (int) (next - first));
            if (rows.size() > 0) {
                sink.accept(new InputChunk(rows, List.of(), new SourcePosition(Long.toString(next)), 0));
            }
            feed.advance(reader, next);
            done = next;
            first = next;
        }
    }
}
