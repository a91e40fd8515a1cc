package dev.millrace.connectors.generator.nexmark;

import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;

/**
 * The tables and their columns. Events come in groups of {@link #GROUP}: one person, three auctions, 46 bids, in this
 * order.
 */
public enum NexmarkTable {
    /** Somebody who sells or bids. */
    PERSON(
            0,
            1,
            field("id", Types.ID),
            field("name", Types.TEXT),
            field("emailAddress", Types.TEXT),
            field("creditCard", Types.TEXT),
            field("city", Types.TEXT),
            field("state", Types.TEXT),
            field("date_time", Types.TIME),
            field("extra", Types.TEXT)),
    /** An item for sale. */
    AUCTION(
            1,
            3,
            field("id", Types.ID),
            field("itemName", Types.TEXT),
            field("description", Types.TEXT),
            field("initialBid", Types.ID),
            field("reserve", Types.ID),
            field("date_time", Types.TIME),
            field("expires", Types.TIME),
            field("seller", Types.ID),
            field("category", Types.ID),
            field("extra", Types.TEXT)),
    /** An offer. */
    BID(
            4,
            46,
            field("auction", Types.ID),
            field("bidder", Types.ID),
            field("price", Types.ID),
            field("channel", Types.TEXT),
            field("url", Types.TEXT),
            field("date_time", Types.TIME),
            field("extra", Types.TEXT));

    /** How many events make a group. */
    public static final int GROUP = 50;

    private final int first;
    private final int count;
    private final Schema schema;

    NexmarkTable(int first, int count, Field... fields) {
        this.first = first;
        this.count = count;
        this.schema = Schema.of(fields);
    }

    /** Its columns. None is NULL. */
    public Schema schema() {
        return schema;
    }

    /** The number of its rows among the events 0 to {@code events} − 1. */
    public long rowsBefore(long events) {
        long inGroup = Math.clamp(events % GROUP - first, 0, count);
        return events / GROUP * count + inGroup;
    }

    /** The event that is row {@code row} of this table, counted from 0. */
    long event(long row) {
        return row / count * GROUP + first + row % count;
    }

    private static Field field(String name, SqlType type) {
        return new Field(name, type);
    }

    private static final class Types {
        private static final SqlType ID = new SqlType.IntegerType(64, true, false);
        private static final SqlType TEXT = new SqlType.TextType(false, SqlType.TextType.UNLIMITED, false);
        private static final SqlType TIME = new SqlType.TimestampType(false, false);
    }
}
