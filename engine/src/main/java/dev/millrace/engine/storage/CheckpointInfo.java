package dev.millrace.engine.storage;

import java.io.IOException;

/**
 * What a checkpoint says about itself.
 *
 * @param history names the life of the pipeline since it had no state: checkpoints and journals of different lives do not go together
 * @param program names what the program computes: a checkpoint fits circuits of the same name
 * @param shards of the circuit
 * @param step the last one that is in it
 * @param rows taken in up to there
 * @param madeMillis when it was made, in milliseconds since 1970
 * @param stallMicros how long steps had to wait for it, in microseconds
 * @param writeMillis how long it took to write, in milliseconds
 */
public record CheckpointInfo(
        String history,
        String program,
        int shards,
        long step,
        long rows,
        long madeMillis,
        long stallMicros,
        long writeMillis) {

    /** The same with the time it took to write. */
    public CheckpointInfo withWriteMillis(long millis) {
        return new CheckpointInfo(history, program, shards, step, rows, madeMillis, stallMicros, millis);
    }

    void write(BlockWriter out) throws IOException {
        out.putText(history);
        out.putText(program);
        out.putInt(shards);
        out.putLong(step);
        out.putLong(rows);
        out.putLong(madeMillis);
        out.putLong(stallMicros);
        out.putLong(writeMillis);
    }

    static CheckpointInfo read(BlockReader in) throws IOException {
        return new CheckpointInfo(
                in.getText(),
                in.getText(),
                in.getInt(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong());
    }
}
