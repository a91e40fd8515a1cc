package dev.millrace.engine.operator;

import dev.millrace.engine.batch.Relation;
import dev.millrace.engine.state.Durable;
import dev.millrace.engine.state.Frozen;
import dev.millrace.engine.storage.BlockReader;
import dev.millrace.engine.storage.BlockWriter;
import dev.millrace.types.Schema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Partitions, each some relations that never change, in a checkpoint. Always written whole. */
final class PartitionsPart implements Durable {
    private final List<Schema> schemas;
    private final Supplier<List<List<Relation>>> get;
    private final Consumer<List<Relation>> add;

    /** Partitions that {@code get} gives; {@code add} takes them back, one by one. */
    PartitionsPart(List<Schema> schemas, Supplier<List<List<Relation>>> get, Consumer<List<Relation>> add) {
        this.schemas = schemas;
        this.get = get;
        this.add = add;
    }

    @Override
    public void track() {}

    @Override
    public Frozen freeze(boolean whole) {
        List<List<Relation>> partitions = get.get();
        return Frozen.of(out -> {
            out.putInt(partitions.size());
            for (List<Relation> partition : partitions) {
                for (int i = 0; i < schemas.size(); i++) {
                    write(partition.get(i), schemas.get(i), out);
                }
            }
        });
    }

    private static void write(Relation relation, Schema schema, BlockWriter out) throws IOException {
        out.putInt(relation.size());
        for (Relation.Entry entry : relation.entries()) {
            out.putLong(entry.weight());
            for (int i = 0; i < schema.size(); i++) {
                Codec.writeNullable(entry.row()[i], Codec.of(schema.type(i)), out);
            }
        }
    }

    @Override
    public void thaw() {}

    @Override
    public void restore(List<BlockReader> images) throws IOException {
        BlockReader in = images.getFirst();
        for (int left = in.count(); left > 0; left--) {
            List<Relation> partition = new ArrayList<>();
            for (Schema schema : schemas) {
                partition.add(read(schema, in));
            }
            add.accept(partition);
        }
    }

    private static Relation read(Schema schema, BlockReader in) throws IOException {
        Relation relation = new Relation();
        for (int left = in.count(); left > 0; left--) {
            long weight = in.getLong();
            @Nullable Object[] row = new Object[schema.size()];
            for (int i = 0; i < row.length; i++) {
                row[i] = Codec.readNullable(Codec.of(schema.type(i)), in);
            }
            relation.add(row, weight);
        }
        return relation;
    }

    /** Small, so that it is written whole each time. */
    @Override
    public long bytes() {
        return 0;
    }
}
