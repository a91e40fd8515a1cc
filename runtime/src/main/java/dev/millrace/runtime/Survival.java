package dev.millrace.runtime;

import dev.millrace.connect.ConnectorException;
import dev.millrace.connect.InputChunk;
import dev.millrace.connect.SourcePosition;
import dev.millrace.engine.circuit.Checkpointer;
import dev.millrace.engine.circuit.CircuitState;
import dev.millrace.engine.circuit.RunningCircuit;
import dev.millrace.engine.state.Durable;
import dev.millrace.engine.storage.CheckpointInfo;
import dev.millrace.engine.storage.DamagedException;
import dev.millrace.engine.storage.Journal;
import dev.millrace.engine.storage.JournalWriter;
import dev.millrace.engine.storage.Manifest;
import dev.millrace.plan.Position;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What makes a pipeline survive: it takes over the state of a checkpoint, makes the steps since then again, writes the journal, and makes
 * new checkpoints. Used by the thread that makes steps; requests and figures may come from any.
 */
final class Survival implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Survival.class);
    private static final long AWAIT_MILLIS = 50;

    private final PipelineStorage storage;
    private final FaultTolerance model;
    private final Pipeline pipeline;
    private final PipelineClock clock;
    private final SequencedMap<String, ViewProgress> views;
    private final SequencedMap<String, PipelineTable> tables;
    private final List<PipelineInput> inputs;
    private final String program;
    private final int shards;
    private final Checkpointer checkpointer;
    private final List<String> refusals;
    private final Deque<Unsafe> unsafe = new ArrayDeque<>();
    private @Nullable StepJournal journal;
    private @Nullable Checkpoints checkpoints;
    private boolean begun;
    private volatile long restoredStep;
    private volatile long replayed;
    private volatile long replaying;

    /** The end of what an input handed to a step. */
    private record Unsafe(long step, PipelineInput input, SourcePosition end) {}

    Survival(
            PipelineStorage storage,
            Pipeline pipeline,
            RunningCircuit circuit,
            PipelineClock clock,
            SequencedMap<String, ViewProgress> views,
            SequencedMap<String, PipelineTable> tables,
            List<PipelineInput> inputs) {
        this.storage = storage;
        this.model = storage.options().faultTolerance();
        this.pipeline = pipeline;
        this.clock = clock;
        this.views = views;
        this.tables = tables;
        this.inputs = inputs;
        this.program = circuit.plan().identity();
        CircuitState state = circuit.state();
        this.shards = circuit.shards();
        this.refusals = state.refusals();
        SequencedMap<String, Durable> parts = new LinkedHashMap<>();
        parts.put("runtime", new RuntimePart(this::write, this::read));
        state.parts().forEach((name, part) -> parts.put("circuit/" + name, part));
        views.forEach((name, view) -> view.part().ifPresent(part -> parts.put("contents/" + name, part)));
        this.checkpointer = storage.checkpointer(parts);
    }

    /** Takes over the newest checkpoint that may be good, if there is one; false if it is not good. */
    boolean restore() throws IOException {
        if (!refusals.isEmpty()) {
            throw new IOException("the program cannot have storage: " + String.join("; ", refusals));
        }
        storage.requireFits(program, shards);
        Manifest newest = storage.newest();
        if (newest != null) {
            try {
                checkpointer.restore(newest);
            } catch (DamagedException damaged) {
                storage.unusable(newest.number(), damaged);
                return false;
            }
            restoredStep = newest.about().step();
            LOG.info("goes on from checkpoint {} of step {}", newest.number(), restoredStep);
        }
        checkpointer.track();
        checkpoints = new Checkpoints(checkpointer, storage, restoredStep, pipeline::wakeUp, pipeline.host());
        return true;
    }

    private void write(DataOutput out) throws IOException {
        out.writeLong(pipeline.steps());
        out.writeLong(pipeline.rowsVisible());
        out.writeLong(clock.shown());
        out.writeInt(views.size());
        for (Map.Entry<String, ViewProgress> view : views.entrySet()) {
            out.writeUTF(view.getKey());
            view.getValue().write(out);
        }
        out.writeInt(tables.size());
        for (Map.Entry<String, PipelineTable> table : tables.entrySet()) {
            out.writeUTF(table.getKey());
            table.getValue().errors().write(out);
        }
        out.writeInt(inputs.size());
        for (PipelineInput input : inputs) {
            SourcePosition taken = input.taken();
            out.writeUTF(input.name());
            out.writeBoolean(taken != null);
            Texts.write(taken == null ? "" : taken.text(), out);
        }
    }

    private void read(DataInput in) throws IOException {
        pipeline.restored(in.readLong(), in.readLong());
        clock.restore(in.readLong());
        for (int left = in.readInt(); left > 0; left--) {
            known(views, in.readUTF()).read(in);
        }
        for (int left = in.readInt(); left > 0; left--) {
            known(tables, in.readUTF()).errors().read(in);
        }
        for (int left = in.readInt(); left > 0; left--) {
            String name = in.readUTF();
            SourcePosition taken = in.readBoolean() ? position(in) : null;
            if (taken == null) {
                Texts.read(in);
            }
            inputs.stream()
                    .filter(input -> input.name().equals(name))
                    .forEach(input -> input.recover(taken, List.of()));
        }
    }

    private static SourcePosition position(DataInput in) throws IOException {
        return new SourcePosition(Texts.read(in));
    }

    private static <T> T known(SequencedMap<String, T> things, String name) throws DamagedException {
        T thing = things.get(name);
        if (thing == null) {
            throw new DamagedException("there is no relation " + name);
        }
        return thing;
    }

    /** Makes the steps since the checkpoint again; then the journal goes on. The outputs are open, the inputs not started. */
    void replay(List<PipelineOutput> outputs) throws PipelineException, InterruptedException {
        try {
            long last = prepare(outputs);
            if (last > restoredStep) {
                LOG.info("makes the steps from {} to {} again", restoredStep + 1, last);
            }
            storage.journal().read(restoredStep, (step, body) -> replay(step, StepRecord.read(body)));
            if (!pipeline.isStopping() || pipeline.steps() == last) {
                requireNoOutputIsAhead(outputs);
                begin();
            }
        } catch (IOException failure) {
            throw new PipelineException(Position.NONE, "the journal: " + StorageFailures.reason(failure), failure);
        } catch (ConnectorException failure) {
            throw new PipelineException(Position.NONE, String.valueOf(failure.getMessage()), failure);
        }
    }

    /** Tells inputs and outputs what is to come; the answer is the last step of the journal. */
    private long prepare(List<PipelineOutput> outputs) throws IOException, ConnectorException, InterruptedException {
        Map<String, List<SourcePosition>> ends = new LinkedHashMap<>();
        Map<String, SourcePosition> starts = new LinkedHashMap<>();
        Map<String, Long> delivered = new LinkedHashMap<>();
        Deque<Map.Entry<Long, StepRecord>> latest = new ArrayDeque<>();
        Journal files = storage.journal();
        long last = files.read(restoredStep, (step, body) -> {
            StepRecord record = StepRecord.read(body);
            latest.add(Map.entry(step, record));
            dropMarked(latest);
            record.inputs()
                    .forEach((name, chunks) -> chunks.forEach(chunk -> {
                        if (chunk.kept() == null) {
                            ends.computeIfAbsent(name, n -> new ArrayList<>()).add(chunk.position());
                        } else if (!chunk.position().text().isEmpty()) {
                            starts.put(name, chunk.position());
                        }
                    }));
            delivered.putAll(record.delivered());
        });
        dropMarked(latest);
        writeAgain(latest);
        replaying = last - restoredStep;
        for (PipelineInput input : inputs) {
            input.recover(starts.getOrDefault(input.name(), input.taken()), ends.getOrDefault(input.name(), List.of()));
        }
        for (PipelineOutput output : outputs) {
            long known = model == FaultTolerance.EXACTLY_ONCE
                    ? Math.max(restoredStep, delivered.getOrDefault(output.name(), -1L))
                    : restoredStep;
            output.recover(known == 0 ? -1 : known, model == FaultTolerance.EXACTLY_ONCE);
        }
        inputs.stream().filter(input -> input.replays() && !input.isStarted()).forEach(PipelineInput::start);
        return last;
    }

    private void dropMarked(Deque<Map.Entry<Long, StepRecord>> latest) {
        while (!latest.isEmpty()
                && latest.getFirst().getKey() <= storage.journal().marked()) {
            latest.removeFirst();
        }
    }

    /** Steps that may not be on the disk, though they can be read: what is built on them must not be there without them. */
    private void writeAgain(Deque<Map.Entry<Long, StepRecord>> steps) throws IOException {
        if (!steps.isEmpty()) {
            List<JournalWriter.Step> bodies = steps.stream()
                    .map(step -> new JournalWriter.Step(
                            step.getKey(), step.getValue().encode()))
                    .toList();
            try (JournalWriter writer = new JournalWriter(
                    storage.options().disk(), new Journal.Head(storage.incarnation(), program, shards))) {
                writer.open(bodies.getFirst().number(), bodies);
            }
        }
    }

    private void replay(long step, StepRecord record) throws PipelineException, InterruptedException {
        if (pipeline.isStopping()) {
            return;
        }
        SequencedMap<PipelineInput, List<InputChunk>> taken = new LinkedHashMap<>();
        for (Map.Entry<String, List<StepRecord.Chunk>> entry : record.inputs().entrySet()) {
            PipelineInput input = input(entry.getKey());
            List<InputChunk> chunks = new ArrayList<>();
            for (StepRecord.Chunk wanted : entry.getValue()) {
                InputChunk chunk = chunk(input, wanted);
                if (chunk == null) {
                    return;
                }
                chunks.add(chunk);
            }
            taken.put(input, chunks);
        }
        pipeline.replay(step, taken, record);
        replayed++;
        replaying--;
    }

    private PipelineInput input(String name) throws PipelineException {
        return inputs.stream()
                .filter(input -> input.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new PipelineException(
                        Position.NONE,
                        "the journal has rows of the input " + name + ", which the program has no more",
                        null));
    }

    /** A chunk as it was taken before; {@code null} if the pipeline is to stop. */
    private @Nullable InputChunk chunk(PipelineInput input, StepRecord.Chunk wanted)
            throws PipelineException, InterruptedException {
        InputChunk kept = wanted.kept();
        if (kept != null) {
            return kept;
        }
        InputChunk chunk = null;
        while (chunk == null || chunk.resume().text().isEmpty()) {
            if (pipeline.isStopping()) {
                return null;
            }
            if (input.queue().isExhausted()) {
                throw changed(
                        input,
                        "it ends before " + wanted.position().text(),
                        input.queue().failure());
            }
            chunk = input.queue().poll(AWAIT_MILLIS);
        }
        if (!chunk.resume().equals(wanted.position()) || chunk.rows().size() != wanted.rows()) {
            throw changed(
                    input,
                    "a chunk of " + wanted.rows() + " rows up to "
                            + wanted.position().text() + " is now one of "
                            + chunk.rows().size() + " up to " + chunk.resume().text(),
                    null);
        }
        return chunk;
    }

    private static PipelineException changed(PipelineInput input, String how, @Nullable Throwable cause) {
        String reason = cause instanceof ConnectorException ? cause.getMessage() : how;
        return new PipelineException(
                input.position(),
                input.name() + " does not bring again what it brought before the restart: " + reason,
                cause);
    }

    private void requireNoOutputIsAhead(List<PipelineOutput> outputs) throws PipelineException {
        for (PipelineOutput output : outputs) {
            if (output.held() > pipeline.steps()) {
                throw new PipelineException(
                        output.position(),
                        output.name() + " holds step " + output.held() + " and the journal ends with step "
                                + pipeline.steps() + ": they do not belong together, or the journal was shortened",
                        null);
            }
        }
    }

    /** The journal goes on, and checkpoints are made. */
    private void begin() {
        if (model.journals()) {
            Journal.Head head = new Journal.Head(storage.incarnation(), program, shards);
            StepJournal opened = new StepJournal(
                    storage.options().disk(), head, pipeline.steps(), pipeline::wakeUp, pipeline.host());
            opened.start();
            journal = opened;
        }
        begun = true;
    }

    /** Writes down what a step is made of; the answer waits until that is safe, if that is promised. */
    PipelineStep.Safety journal(
            long step,
            long time,
            Transaction.State transaction,
            SequencedMap<PipelineInput, List<InputChunk>> taken,
            List<PipelineOutput> outputs) {
        StepJournal opened = journal;
        if (opened == null) {
            return PipelineStep.Safety.GIVEN;
        }
        SequencedMap<String, List<StepRecord.Chunk>> chunks = new LinkedHashMap<>();
        taken.forEach((input, list) -> {
            if (!list.isEmpty()) {
                boolean again = input.readsAgain();
                chunks.put(
                        input.name(),
                        list.stream().map(c -> StepRecord.chunk(c, again)).toList());
                unsafe.add(new Unsafe(step, input, list.getLast().resume()));
            }
        });
        SequencedMap<String, Long> delivered = new LinkedHashMap<>();
        outputs.forEach(output -> delivered.put(output.name(), output.handed()));
        opened.append(step, new StepRecord(time, transaction, chunks, delivered).encode());
        return model == FaultTolerance.EXACTLY_ONCE ? () -> awaitSafe(opened, step) : PipelineStep.Safety.GIVEN;
    }

    private boolean awaitSafe(StepJournal opened, long step) throws InterruptedException {
        while (!opened.await(step, AWAIT_MILLIS)) {
            if (pipeline.isStopping()) {
                return false;
            }
        }
        acknowledge(step);
        return true;
    }

    private void acknowledge(long safeStep) {
        while (!unsafe.isEmpty() && unsafe.getFirst().step <= safeStep) {
            Unsafe first = unsafe.removeFirst();
            if (!first.end.text().isEmpty()) {
                first.input.acknowledge(first.end);
            }
        }
    }

    /** Between steps; the answer is whether a checkpoint is to be made now, which cannot be if {@code possible} is false. */
    boolean turn(boolean possible) throws InterruptedException {
        Checkpoints made = started();
        StepJournal opened = journal;
        if (opened != null) {
            acknowledge(opened.safeStep());
        }
        made.end(false);
        return possible && made.isDue() && made.isWorthwhile(pipeline.steps());
    }

    /** Begins a checkpoint: between steps, all outputs are flushed. */
    void checkpoint() {
        long step = pipeline.steps();
        long rows = pipeline.rowsVisible();
        started()
                .begin((millis, stall) ->
                        new CheckpointInfo(storage.incarnation(), program, shards, step, rows, millis, stall, 0));
        StepJournal opened = journal;
        if (opened != null) {
            opened.turn(step + 1);
        }
    }

    private Checkpoints started() {
        Checkpoints made = checkpoints;
        if (made == null) {
            throw new IllegalStateException("the pipeline does not run yet");
        }
        return made;
    }

    /** The run is over: a last checkpoint, so that the next one has nothing to make again, unless the pipeline was abandoned. */
    void end() throws InterruptedException {
        if (!begun) {
            return;
        }
        Checkpoints made = started();
        made.end(true);
        boolean wanted = model.journals() || !pipeline.isAbandoned();
        if (wanted && made.isWorthwhile(pipeline.steps()) && !pipeline.hasTransaction()) {
            checkpoint();
            made.end(true);
        }
    }

    /** Asks for a checkpoint. */
    CompletableFuture<PipelineStatistics.Checkpoint> request() {
        return started().request();
    }

    PipelineStatistics.@Nullable Durability figures() {
        Checkpoints made = checkpoints;
        StepJournal opened = journal;
        List<PipelineStatistics.Checkpoint> list = made == null
                ? storage.readable().stream().map(Checkpoints::figures).toList()
                : made.list();
        long covered = list.isEmpty() ? 0 : list.getFirst().step();
        String trouble = opened == null ? null : opened.trouble();
        return new PipelineStatistics.Durability(
                model,
                storage.incarnation(),
                list,
                made != null && made.isBusy(),
                opened == null ? covered : opened.safeStep(),
                opened == null ? 0 : opened.bytes(),
                opened == null ? 0 : Math.max(0, opened.safeStep() - covered),
                replayed,
                replaying,
                trouble == null && made != null ? made.trouble() : trouble,
                storage.remarks());
    }

    @Override
    public void close() {
        StepJournal opened = journal;
        if (opened != null) {
            opened.close();
        }
        Checkpoints made = checkpoints;
        if (made != null) {
            made.close();
        }
        storage.close();
    }
}
