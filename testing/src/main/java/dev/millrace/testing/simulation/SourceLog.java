package dev.millrace.testing.simulation;

import dev.millrace.connect.ConnectorException;
import dev.millrace.connect.Failure;
import dev.millrace.connect.InputChunk;
import dev.millrace.connect.InputConnector;
import dev.millrace.connect.InputContext;
import dev.millrace.connect.InputSink;
import dev.millrace.connect.SourcePosition;
import java.time.Duration;
import java.util.List;

/** A source that can be read again from any position: the number of rows before it. It is slow, and fails now and then. */
final class SourceLog {
    private static final int CHUNK_ROWS_MAX = 5;
    private static final int PAUSE_MILLIS_MAX = 12;

    private final World world;
    private final List<SourceRow> rows;
    private int read;

    SourceLog(World world, List<SourceRow> rows) {
        this.world = world;
        this.rows = rows;
    }

    List<SourceRow> rows() {
        return rows;
    }

    /** A new process, which has read nothing. */
    void begin() {
        read = -1;
    }

    /** Whether the process has read it to its end, as far as it knows. */
    boolean isRead() {
        return read == rows.size();
    }

    /** Reads it as it is told to. */
    InputConnector connector(InputContext context) {
        return sink -> read(context, sink);
    }

    private void read(InputContext context, InputSink sink) throws ConnectorException, InterruptedException {
        SourcePosition resume = context.resume();
        int at = resume == null ? 0 : Integer.parseInt(resume.text());
        read = at;
        for (SourcePosition end :
                world.defect() == Defect.REPLAY_CUT_DIFFERENTLY ? List.<SourcePosition>of() : context.replay()) {
            at = hand(context, sink, at, Integer.parseInt(end.text()));
        }
        while (at < rows.size()) {
            world.host().sleep(Duration.ofMillis(1 + world.fate().below(PAUSE_MILLIS_MAX)));
            if (world.fate().oneIn(16)) {
                throw fail();
            }
            at = hand(
                    context,
                    sink,
                    at,
                    Math.min(rows.size(), at + 1 + world.fate().below(CHUNK_ROWS_MAX)));
        }
    }

    private ConnectorException fail() {
        world.fate().operation("source fails");
        Failure failure =
                world.fate().oneIn(2) ? new Failure.Reconnect("lost") : new Failure.Retry("busy", Duration.ofMillis(5));
        return new ConnectorException(failure, null);
    }

    private int hand(InputContext context, InputSink sink, int from, int to) throws InterruptedException {
        world.fate().operation("read " + context.connector() + " " + from + " to " + to);
        sink.accept(new InputChunk(
                SourceRow.batch(rows.subList(from, to), context.relation()),
                List.of(),
                new SourcePosition(Integer.toString(to)),
                8L * (to - from)));
        read = to;
        return to;
    }
}
