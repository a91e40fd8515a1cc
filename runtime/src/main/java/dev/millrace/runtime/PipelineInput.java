package dev.millrace.runtime;

import dev.millrace.connect.ConnectorConfig;
import dev.millrace.connect.ConnectorException;
import dev.millrace.connect.ConnectorHealth;
import dev.millrace.connect.Failure;
import dev.millrace.connect.InputChunk;
import dev.millrace.connect.InputConnector;
import dev.millrace.connect.RelationSchema;
import dev.millrace.connect.SourcePosition;
import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.operator.Columns;
import dev.millrace.plan.Position;
import dev.millrace.plan.Table;
import dev.millrace.runtime.PipelineStatistics.State;
import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connector that feeds a table: its thread and its queue. A connector that fails in a way that may pass is replaced by a new one,
 * which goes on where the last chunk ended.
 */
final class PipelineInput {
    /** Makes connectors. */
    @FunctionalInterface
    interface Source {
        /**
         * A connector that goes on at {@code resume}, or begins if it is {@code null}, and first hands over once more the chunks that
         * end at {@code replay}.
         */
        InputConnector open(@Nullable SourcePosition resume, List<SourcePosition> replay) throws ConnectorException;
    }

    private static final Duration RECONNECT_PAUSE = Duration.ofMillis(100);

    private final Host host;
    private final String name;
    private final Position position;
    private final RelationSchema relation;
    private final ConnectorConfig config;
    private final Source source;
    private final int failuresMax;
    private final InputQueue queue;
    private final KeyTexts keyTexts;
    private final Thread thread;
    private final ChunkSteps visible = new ChunkSteps();
    private List<SourcePosition> replay = List.of();
    private int handed;
    private @Nullable SourcePosition taken;
    private volatile boolean started;
    private volatile boolean paused;
    private volatile @Nullable String trouble;
    private volatile long troubles;
    private volatile @Nullable InputConnector connector;

    /**
     * An input that gives up after {@code failuresMax} failures without a chunk in between.
     *
     * @param keys for each column of the table whether rows go to shards by its value
     */
    PipelineInput(
            Table table,
            RelationSchema relation,
            ConnectorConfig config,
            Source source,
            boolean[] keys,
            int failuresMax,
            Runnable wakeUp,
            Host host) {
        this.host = host;
        this.position = table.position();
        this.name = relation.name() + "." + config.name();
        this.relation = relation;
        this.config = config;
        this.source = source;
        this.failuresMax = failuresMax;
        this.paused = config.paused();
        this.queue = new InputQueue(config, wakeUp, host);
        this.keyTexts = new KeyTexts(relation, keys);
        this.thread = host.thread("input " + name, this::run);
    }

    void start() {
        started = true;
        thread.start();
    }

    private void run() {
        try {
            read();
            queue.end(null);
        } catch (InterruptedException stopped) {
            queue.end(null);
        } catch (ConnectorException | RuntimeException | Error failure) {
            queue.end(failure);
        }
    }

    private void read() throws ConnectorException, InterruptedException {
        int failures = 0;
        long chunks = 0;
        while (true) {
            try {
                InputConnector opened = source.open(queue.position(), replayLeft());
                connector = opened;
                opened.run(this::accept);
                return;
            } catch (ConnectorException e) {
                failures = queue.chunksTotal() > chunks ? 1 : failures + 1;
                chunks = queue.chunksTotal();
                if (failures > failuresMax) {
                    throw e;
                }
                recover(e);
            }
        }
    }

    private List<SourcePosition> replayLeft() {
        return replay.subList(Math.min(handed, replay.size()), replay.size());
    }

    private void accept(InputChunk chunk) throws InterruptedException {
        queue.accept(keyTexts.refer(chunk));
        handed++;
    }

    /** Goes on from {@code start} and hands over once more the chunks that end at {@code ends}; before it is started. */
    void recover(@Nullable SourcePosition start, List<SourcePosition> ends) {
        taken = start;
        queue.resumeAt(start);
        replay = List.copyOf(ends);
    }

    /** Whether it hands over chunks once more. */
    boolean replays() {
        return !replay.isEmpty();
    }

    /** Whether its source can be read again. */
    boolean readsAgain() {
        InputConnector current = connector;
        return current == null || current.readsAgain();
    }

    /** A step took these chunks. */
    void took(List<InputChunk> chunks) {
        for (InputChunk chunk : chunks) {
            taken = chunk.resume().text().isEmpty() ? taken : chunk.resume();
        }
    }

    /** Where what steps took ends; {@code null} for the beginning. */
    @Nullable
    SourcePosition taken() {
        return taken;
    }

    /** What it handed over up to there survives a crash. */
    void acknowledge(SourcePosition end) {
        InputConnector current = connector;
        if (current != null) {
            current.acknowledge(end);
        }
    }

    private void recover(ConnectorException e) throws ConnectorException, InterruptedException {
        trouble = e.getMessage();
        troubles = troubles + 1;
        switch (e.failure()) {
            case Failure.Retry retry -> pause(retry.after(), retry.message());
            case Failure.Reconnect reconnect -> pause(RECONNECT_PAUSE, reconnect.message());
            case Failure.PoisonRow poison -> queue.reject(poison.row());
            case Failure.Fatal fatal -> throw e;
        }
    }

    private void pause(Duration time, String reason) throws InterruptedException {
        org.slf4j.LoggerFactory.getLogger(PipelineInput.class)
                .warn("{}: {}; goes on in {} ms", name, reason, time.toMillis());
        host.sleep(time);
    }

    void stop() {
        thread.interrupt();
    }

    String name() {
        return name;
    }

    /** Where its table is declared. */
    Position position() {
        return position;
    }

    RelationSchema relation() {
        return relation;
    }

    ConnectorConfig config() {
        return config;
    }

    InputQueue queue() {
        return queue;
    }

    /** Whether it was started. */
    boolean isStarted() {
        return started;
    }

    /** Whether somebody wants it to rest: it is not started, or what it brings is not taken. */
    boolean isPaused() {
        return paused;
    }

    /** Lets it rest or go on. */
    void pause(boolean rest) {
        paused = rest;
    }

    /** Whether rows come from outside, by {@link PushInput}, also while the pipeline is paused. */
    boolean isPushed() {
        return config.name().equals(PushInput.NAME);
    }

    /** What it was given is visible now that {@code step} is finished. */
    void stepped(long step) {
        visible.add(queue.chunksTaken(), step);
    }

    /** When chunks became visible. */
    ChunkSteps visible() {
        return visible;
    }

    /** What keeps the connector waiting, or else the last failure that could be recovered from; {@code null} if there was none. */
    @Nullable
    String trouble() {
        ConnectorHealth health = health();
        return health.isHealthy() ? trouble : health.problem();
    }

    private ConnectorHealth health() {
        InputConnector current = connector;
        return current == null ? ConnectorHealth.FINE : current.health();
    }

    /** How often it failed in a way that could be recovered from. */
    long troubles() {
        return troubles + health().failures();
    }

    State state() {
        if (!started || paused && !queue.isExhausted()) {
            return paused ? State.PAUSED : State.WAITING;
        }
        if (!queue.isExhausted()) {
            return State.RUNNING;
        }
        return queue.failure() == null ? State.ENDED : State.FAILED;
    }

    /** How much of the source is in steps, 0 to 1; NaN if unknown. What is read and waits is taken to be like the rest. */
    double fraction() {
        InputQueue.Figures figures = queue.figures();
        InputConnector current = connector;
        double read = figures.ended() ? 1 : current == null ? Double.NaN : current.fraction();
        long rows = figures.rowsTaken() + figures.rowsQueued();
        return rows == 0 ? read : read * figures.rowsTaken() / rows;
    }

    /** The most rows of it in a step. */
    long stepRows(RuntimeOptions options) {
        Long own = config.maxBatchSize();
        long wanted = own == null ? config.maxWorkerBatchSize() * options.workers() : own;
        return options.stepRowsMax() == 0 ? wanted : Math.min(wanted, options.stepRowsMax());
    }

    /** The rows of chunks with all columns of the table; those that the program does not use are absent. */
    Delta delta(List<InputChunk> chunks) {
        List<Batch> batches = new ArrayList<>();
        for (InputChunk chunk : chunks) {
            if (chunk.rows().size() > 0) {
                batches.add(widen(chunk.rows()));
            }
        }
        return new Delta(batches);
    }

    private Batch widen(Batch used) {
        List<Column> columns = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < relation.columns().size(); i++) {
            columns.add(relation.columns().get(i).used() ? used.column(next++) : Columns.absent(used.size()));
        }
        return used.withColumns(columns);
    }
}
