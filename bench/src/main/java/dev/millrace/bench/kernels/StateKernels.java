package dev.millrace.bench.kernels;

import dev.millrace.engine.codegen.CodeMode;
import dev.millrace.engine.state.GroupTable;
import dev.millrace.engine.state.KeyView;
import dev.millrace.engine.state.RowStore;
import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Rows in and out of state, by code for any layout and generated for this one. */
@State(Scope.Thread)
@OperationsPerInvocation(Bids.COUNT)
public class StateKernels {
    private static final int BATCHES = 40;

    /** How rows are written, read and hashed. */
    @Param({"OFF", "EAGER"})
    public String mode = "OFF";

    private Batch bids = new Batch(0, List.of(), null);
    private Batch keys = bids;
    private RowStore rows = new RowStore(List.of(), 1);
    private KeyView all = new KeyView(List.of(), List.of());
    private GroupTable groups = new GroupTable(List.of(), 1);
    private final int[] order = IntStream.range(0, Bids.COUNT).toArray();
    private final int[] ids = new int[Bids.COUNT];
    private final int[] found = new int[Bids.COUNT];
    private final long[] hashes = new long[Bids.COUNT];
    private final int[] columns = IntStream.range(0, Bids.SCHEMA.size()).toArray();

    /** Fills the state. */
    @Setup
    public void fill() {
        ScopedValue.where(CodeMode.SCOPE, CodeMode.valueOf(mode)).run(this::make);
    }

    private void make() {
        rows = new RowStore(Bids.SCHEMA.types(), 2);
        all = new KeyView(Arrays.stream(columns).boxed().toList(), Bids.SCHEMA.types());
        groups = new GroupTable(List.of(Bids.type(Bids.BIDDER), Bids.type(Bids.AUCTION)), 3);
        for (int i = 0; i < BATCHES; i++) {
            bids = Bids.from(i * 40_000L);
            keys = new Batch(bids.size(), List.of(bids.column(Bids.BIDDER), bids.column(Bids.AUCTION)), null);
            groups.groups(keys, found);
            for (int row = 0; row < bids.size(); row++) {
                groups.setWord(found[row], 0, 1);
            }
            groups.finish(true);
            rows.bind(bids);
            rows.insertAll(order, bids.size(), ids);
        }
        all.bind(bids);
    }

    /** Hashes whole bids. */
    @Benchmark
    public long[] hash() {
        all.hash(Bids.COUNT, hashes);
        return hashes;
    }

    /** Stores bids and gives them up. */
    @Benchmark
    public int insert() {
        rows.insertAll(order, Bids.COUNT, ids);
        for (int id : ids) {
            rows.free(id);
        }
        return ids[0];
    }

    /** Reads stored bids into columns. */
    @Benchmark
    public List<Column> read() {
        return rows.columns(columns, ids, Bids.COUNT);
    }

    /** Finds the groups of bids by bidder and auction among 1.4 million bids'. */
    @Benchmark
    public int[] probe() {
        groups.find(keys, found);
        return found;
    }
}
