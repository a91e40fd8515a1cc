package dev.millrace.bench.kernels;

import dev.millrace.connectors.generator.nexmark.NexmarkGenerator;
import dev.millrace.connectors.generator.nexmark.NexmarkTable;
import dev.millrace.types.Batch;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import java.util.Arrays;

/** A batch of bids. */
final class Bids {
    /** The bids of a batch. */
    static final int COUNT = 36_800;

    static final Schema SCHEMA = NexmarkTable.BID.schema();
    static final int AUCTION = SCHEMA.indexOf("auction");
    static final int BIDDER = SCHEMA.indexOf("bidder");
    static final int PRICE = SCHEMA.indexOf("price");

    private static final int EVENTS = 40_000;
    private static final long EVENT_RATE = 100;

    private Bids() {}

    /** The bids of events from {@code firstEvent} on. */
    static Batch from(long firstEvent) {
        boolean[] all = new boolean[SCHEMA.size()];
        Arrays.fill(all, true);
        return new NexmarkGenerator(0, EVENT_RATE).bids(firstEvent, EVENTS, all);
    }

    static SqlType type(int column) {
        return SCHEMA.type(column);
    }
}
