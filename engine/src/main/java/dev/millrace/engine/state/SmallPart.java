package dev.millrace.engine.state;

import dev.millrace.engine.storage.BlockReader;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A few numbers that outlive a step, written with every checkpoint. */
public final class SmallPart implements Durable {
    private final Supplier<long[]> get;
    private final Consumer<long[]> set;

    private SmallPart(Supplier<long[]> get, Consumer<long[]> set) {
        this.get = get;
        this.set = set;
    }

    /** Numbers that {@code get} gives between steps, and {@code set} takes before the first: as many as were given. */
    public static Durable of(Supplier<long[]> get, Consumer<long[]> set) {
        return new SmallPart(get, set);
    }

    @Override
    public void track() {}

    @Override
    public Frozen freeze(boolean whole) {
        long[] values = get.get().clone();
        return Frozen.of(out -> {
            out.putInt(values.length);
            out.putLongs(values, 0, values.length);
        });
    }

    @Override
    public void thaw() {}

    @Override
    public void restore(List<BlockReader> images) throws IOException {
        BlockReader newest = images.getFirst();
        long[] values = new long[newest.count()];
        newest.getLongs(values, 0, values.length);
        set.accept(values);
    }

    @Override
    public long bytes() {
        return 64;
    }
}
