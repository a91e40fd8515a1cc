package dev.millrace.runtime;

import dev.millrace.engine.state.Durable;
import dev.millrace.engine.state.Frozen;
import dev.millrace.engine.storage.BlockReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;

/** What the pipeline itself remembers, as a part of a checkpoint: written whole each time. */
final class RuntimePart implements Durable {
    /** Writes all of it, between steps. */
    interface Writer {
        void write(DataOutput out) throws IOException;
    }

    /** Reads what was written. */
    interface Reader {
        void read(DataInput in) throws IOException;
    }

    private final Writer writer;
    private final Reader reader;

    RuntimePart(Writer writer, Reader reader) {
        this.writer = writer;
        this.reader = reader;
    }

    @Override
    public void track() {}

    @Override
    public Frozen freeze(boolean whole) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writer.write(new DataOutputStream(bytes));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        byte[] image = bytes.toByteArray();
        return Frozen.of(out -> {
            out.putInt(image.length);
            out.putBytes(image, 0, image.length);
        });
    }

    @Override
    public void thaw() {}

    @Override
    public void restore(List<BlockReader> images) throws IOException {
        BlockReader newest = images.getFirst();
        byte[] image = new byte[newest.count()];
        newest.getBytes(image, 0, image.length);
        reader.read(new DataInputStream(new ByteArrayInputStream(image)));
    }

    @Override
    public long bytes() {
        return 0;
    }
}
