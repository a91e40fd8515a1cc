package dev.millrace.connectors.generator.datagen;

import dev.millrace.connect.FormatUse;
import dev.millrace.connect.InputChunk;
import dev.millrace.connect.InputColumn;
import dev.millrace.connect.InputConnector;
import dev.millrace.connect.InputContext;
import dev.millrace.connect.InputSink;
import dev.millrace.connect.InputTransport;
import dev.millrace.connect.RelationSchema;
import dev.millrace.connect.SourcePosition;
import dev.millrace.connectors.generator.Draws;
import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import dev.millrace.types.ColumnBuilder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The transport {@code datagen}. Its positions are the part of the plan and the number of the row in it. */
public final class Datagen implements InputConnector {
    /** To be registered. */
    public static final InputTransport<?> TRANSPORT = new InputTransport<>(
            DatagenConfig.SPEC, FormatUse.NONE, (config, context) -> new Datagen(config, context, Pace.REAL));

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /** A part of the plan with the sources of the used columns. */
    private record Part(DatagenConfig.Part config, List<ValueSource> sources) {}

    private final List<Part> parts = new ArrayList<>();
    private final RelationSchema relation;
    private final Pace pace;
    private final int firstPart;
    private final long firstRow;
    private final Deque<SourcePosition> replay;
    private volatile double fraction;

    Datagen(DatagenConfig config, InputContext context, Pace pace) {
        this.relation = context.relation();
        this.pace = pace;
        for (DatagenConfig.Part part : config.plan()) {
            parts.add(new Part(part, sources(part, Draws.key(config.seed(), parts.size()))));
        }
        this.replay = new ArrayDeque<>(context.replay());
        SourcePosition resume = context.resume();
        String[] position =
                resume == null ? new String[] {"0", "0"} : resume.text().split("/");
        this.firstPart = Integer.parseInt(position[0]);
        this.firstRow = Long.parseLong(position[1]);
    }

    private List<ValueSource> sources(DatagenConfig.Part part, long key) {
        FieldConfig[] configs = new FieldConfig[relation.columns().size()];
        java.util.Arrays.fill(configs, FieldConfig.DEFAULT);
        part.fields().forEach((name, config) -> {
            int index = relation.indexOf(name);
            if (index < 0) {
                throw new IllegalArgumentException("the table " + relation.name() + " has no column " + name);
            }
            configs[index] = config;
        });
        List<ValueSource> sources = new ArrayList<>();
        for (int i = 0; i < configs.length; i++) {
            InputColumn column = relation.columns().get(i);
            boolean mentioned = !configs[i].equals(FieldConfig.DEFAULT);
            if (column.used() || mentioned) {
                ValueSource source = Sources.of(column.name(), column.type(), configs[i], Draws.key(key, i));
                if (column.used()) {
                    sources.add(source);
                }
            }
        }
        return sources;
    }

    @Override
    public void run(InputSink sink) throws InterruptedException {
        for (int i = firstPart; i < parts.size(); i++) {
            run(i, parts.get(i), i == firstPart ? firstRow : 0, sink);
        }
    }

    private void run(int index, Part part, long start, InputSink sink) throws InterruptedException {
        DatagenConfig.Part config = part.config;
        long began = pace.nanos();
        for (long row = start; row < config.limit(); ) {
            SourcePosition wanted = replay.poll();
            int count = wanted == null
                    ? (int) Math.min(config.rowsAtOnce(), config.limit() - row)
                    : (int) (rowOf(wanted) - row);
            if (config.rate() > 0 && wanted == null) {
                await(began, row - start, config.rate());
            }
            row += count;
            fraction = fraction(index, row);
            SourcePosition position = new SourcePosition(index + "/" + row);
            sink.accept(new InputChunk(rows(part, row - count, count), List.of(), position, 0));
        }
    }

    private static long rowOf(SourcePosition position) {
        return Long.parseLong(position.text().split("/")[1]);
    }

    @Override
    public double fraction() {
        return fraction;
    }

    /** How much of the plan is made with {@code rows} of part {@code index}; NaN if it has no end. */
    private double fraction(int index, long rows) {
        double total = 0;
        double before = 0;
        for (int i = 0; i < parts.size(); i++) {
            long limit = parts.get(i).config.limit();
            if (limit == Long.MAX_VALUE) {
                return Double.NaN;
            }
            total += limit;
            before += i < index ? limit : 0;
        }
        return (before + rows) / total;
    }

    /** Waits until the time has come for the row that has {@code rows} before it. */
    private void await(long began, long rows, long rate) throws InterruptedException {
        long due = rows / rate * NANOS_PER_SECOND + rows % rate * NANOS_PER_SECOND / rate;
        long early = due - (pace.nanos() - began);
        if (early > 0) {
            pace.pause(early);
        }
    }

    private Batch rows(Part part, long first, int count) {
        List<Column> columns = new ArrayList<>();
        List<ValueSource> sources = part.sources;
        for (int i = 0; i < sources.size(); i++) {
            ColumnBuilder column = new ColumnBuilder(relation.batchSchema().type(i));
            for (int row = 0; row < count; row++) {
                sources.get(i).append(first + row, column);
            }
            columns.add(column.build());
        }
        return new Batch(count, columns, null);
    }
}
