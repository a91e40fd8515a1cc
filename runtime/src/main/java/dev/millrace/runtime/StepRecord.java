package dev.millrace.runtime;

import dev.millrace.connect.InputChunk;
import dev.millrace.connect.RowError;
import dev.millrace.connect.SourcePosition;
import dev.millrace.engine.state.BatchCodec;
import dev.millrace.engine.storage.BlockReader;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * All that a step depends on but the state before it: with it the step can be made again, exactly.
 *
 * @param clock the time that NOW() moves to, in microseconds; {@link PipelineClock#NONE} if it does not move
 * @param transaction where the transaction stands in the step
 * @param inputs the chunks taken, by the names of the inputs, in the order in which they were taken
 * @param delivered for each output by name the last step that it is known to hold
 */
record StepRecord(
        long clock,
        Transaction.State transaction,
        SequencedMap<String, List<Chunk>> inputs,
        SequencedMap<String, Long> delivered) {
    /**
     * A chunk.
     *
     * @param position where it ends in its source
     * @param kept the chunk itself, if its source cannot be read again; else {@code null}
     */
    record Chunk(
            SourcePosition position, int rows, @Nullable InputChunk kept) {}

    StepRecord {
        inputs = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(inputs));
        delivered = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(delivered));
    }

    /** The chunk as it is remembered. What the pipeline itself put in has no place in its source, and is kept. */
    static Chunk chunk(InputChunk chunk, boolean readsAgain) {
        boolean keep = !readsAgain || chunk.resume().text().isEmpty();
        return new Chunk(chunk.resume(), chunk.rows().size(), keep ? chunk : null);
    }

    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(new DataOutputStream(bytes));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return bytes.toByteArray();
    }

    private void write(DataOutput out) throws IOException {
        out.writeLong(clock);
        out.writeByte(transaction.ordinal());
        out.writeInt(inputs.size());
        for (Map.Entry<String, List<Chunk>> input : inputs.entrySet()) {
            out.writeUTF(input.getKey());
            out.writeInt(input.getValue().size());
            for (Chunk chunk : input.getValue()) {
                write(chunk, out);
            }
        }
        out.writeInt(delivered.size());
        for (Map.Entry<String, Long> output : delivered.entrySet()) {
            out.writeUTF(output.getKey());
            out.writeLong(output.getValue());
        }
    }

    private static void write(Chunk chunk, DataOutput out) throws IOException {
        Texts.write(chunk.position.text(), out);
        out.writeInt(chunk.rows);
        InputChunk kept = chunk.kept;
        out.writeBoolean(kept != null);
        if (kept != null) {
            BatchCodec.write(kept.rows(), out);
            Texts.write(kept.errors(), out);
            out.writeLong(kept.bytes());
        }
    }

    /** Reads what {@link #encode} made. */
    static StepRecord read(BlockReader body) throws IOException {
        DataInput in = new DataInputStream(new java.io.BufferedInputStream(new BodyStream(body), 1 << 12));
        long clock = in.readLong();
        Transaction.State transaction = Transaction.State.values()[in.readByte()];
        SequencedMap<String, List<Chunk>> inputs = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            String name = in.readUTF();
            List<Chunk> chunks = new ArrayList<>();
            for (int more = in.readInt(); more > 0; more--) {
                chunks.add(readChunk(in));
            }
            inputs.put(name, chunks);
        }
        SequencedMap<String, Long> delivered = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            delivered.put(in.readUTF(), in.readLong());
        }
        return new StepRecord(clock, transaction, inputs, delivered);
    }

    private static Chunk readChunk(DataInput in) throws IOException {
        SourcePosition position = new SourcePosition(Texts.read(in));
        int rows = in.readInt();
        if (!in.readBoolean()) {
            return new Chunk(position, rows, null);
        }
        dev.millrace.types.Batch batch = BatchCodec.read(in);
        List<RowError> errors = Texts.readErrors(in);
        return new Chunk(position, rows, new InputChunk(batch, errors, position, in.readLong()));
    }

    /** The bytes of a record as a stream; whoever reads knows where it ends. */
    private static final class BodyStream extends InputStream {
        private final BlockReader body;

        private BodyStream(BlockReader body) {
            this.body = body;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            return body.getSome(bytes, from, length);
        }
    }
}
