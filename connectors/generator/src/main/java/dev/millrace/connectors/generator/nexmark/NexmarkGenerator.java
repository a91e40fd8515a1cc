package dev.millrace.connectors.generator.nexmark;

import dev.millrace.connectors.generator.Draws;
import dev.millrace.types.Batch;
import dev.millrace.types.BytesColumn;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the events of Nexmark. Every value is a function of the seed and the number of its event, so that any slice of
 * any table can be made at any time; the same event has the same values whichever columns are asked for.
 *
 * <p>Identifiers, skews and sizes follow the public specification: half of the bids go to the newest auction whose
 * number is a multiple of 100, the others to one of about 100 that are open; three of four bids come from one of few
 * hot bidders; prices are log-uniform from 1 to 10⁸ cents; text fills rows up to 100 (bid), 500 (auction) and 200
 * (person) bytes on average. Long texts are slices of one random text.
 *
 * <p>Immutable and thread-safe. Batches share read-only pages with the generator.
 */
public final class NexmarkGenerator {
    /** The time of event 0: 2015-07-15 00:00 UTC, in microseconds since the epoch. */
    public static final long TIME_BASE_MICROS = 1_436_918_400_000_000L;

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int FIRST_ID = 1000;
    private static final int FIRST_CATEGORY = 10;
    private static final int CATEGORIES = 5;
    private static final int OPEN_AUCTIONS = 100;
    private static final int ACTIVE_PEOPLE = 1000;
    private static final int LEAD = 10;
    private static final int HOT_EVERY = 100;
    private static final int HOT_AUCTION_RATIO = 2;
    private static final int HOT_SELLER_RATIO = 4;
    private static final int HOT_BIDDER_RATIO = 4;
    private static final int BID_BYTES = 100;
    private static final int AUCTION_BYTES = 500;
    private static final int PERSON_BYTES = 200;

    private final long seed;
    private final long eventRate;
    private final NexmarkText text;
    private final NexmarkPrices prices = new NexmarkPrices();
    private final long horizonMicros;

    /** A generator with {@code eventRate} events per second of event time, at least 1. */
    public NexmarkGenerator(long seed, long eventRate) {
        this.seed = seed;
        this.eventRate = eventRate;
        this.text = new NexmarkText(seed);
        this.horizonMicros = micros((long) OPEN_AUCTIONS * NexmarkTable.GROUP / 3);
    }

    /**
     * The bids among the events {@code firstEvent} to {@code firstEvent + count} − 1: the used columns of {@link
     * NexmarkTable#BID}.
     */
    public Batch bids(long firstEvent, int count, boolean[] used) {
        return rows(NexmarkTable.BID, firstEvent, count, indexes(used));
    }

    /** The auctions among those events. */
    public Batch auctions(long firstEvent, int count, boolean[] used) {
        return rows(NexmarkTable.AUCTION, firstEvent, count, indexes(used));
    }

    /** The people among those events. */
    public Batch people(long firstEvent, int count, boolean[] used) {
        return rows(NexmarkTable.PERSON, firstEvent, count, indexes(used));
    }

    private static int[] indexes(boolean[] used) {
        return java.util.stream.IntStream.range(0, used.length)
                .filter(i -> used[i])
                .toArray();
    }

    /** The rows of a table among the events {@code firstEvent} to {@code firstEvent + count} − 1: the given columns. */
    public Batch rows(NexmarkTable table, long firstEvent, int count, int[] columns) {
        long firstRow = table.rowsBefore(firstEvent);
        int size = (int) (table.rowsBefore(firstEvent + count) - firstRow);
        long[] events = new long[size];
        for (int i = 0; i < size; i++) {
            events[i] = table.event(firstRow + i);
        }
        List<Column> made = new ArrayList<>();
        for (int column : columns) {
            made.add(
                    switch (table) {
                        case PERSON -> person(column, events);
                        case AUCTION -> auction(column, events);
                        case BID -> bid(column, events);
                    });
        }
        return new Batch(size, made, null);
    }

    private Column bid(int column, long[] events) {
        return switch (column) {
            case 0 -> longs(events, 1, this::bidAuction);
            case 1 -> longs(events, 2, this::bidder);
            case 2 -> longs(events, 3, (event, bits) -> prices.price(bits));
            case 3 -> texts(events, 4, (event, bits) -> text.channel(bits), text.channels());
            case 4 -> texts(events, 4, (event, bits) -> text.url(bits), text.urls());
            case 5 -> longs(events, 0, (event, bits) -> time(event));
            default -> texts(events, 5, (event, bits) -> text.filler(bits, BID_BYTES - 32), text.fillers());
        };
    }

    private Column auction(int column, long[] events) {
        return switch (column) {
            case 0 -> longs(events, 0, (event, bits) -> FIRST_ID + lastAuction(event));
            case 1 -> texts(events, 11, (event, bits) -> text.word(bits, 3, 20), text.fillers());
            case 2 -> texts(events, 12, (event, bits) -> text.word(bits, 3, 100), text.fillers());
            case 3 -> longs(events, 13, (event, bits) -> prices.price(bits));
            case 4 -> {
                long first = Draws.key(seed, 13);
                yield longs(events, 14, (event, bits) -> prices.price(Draws.bits(first, event)) + prices.price(bits));
            }
            case 5 -> longs(events, 0, (event, bits) -> time(event));
            case 6 -> longs(events, 15, this::expires);
            case 7 -> longs(events, 16, this::seller);
            case 8 -> longs(events, 17, (event, bits) -> FIRST_CATEGORY + Draws.below(bits, CATEGORIES));
            default -> texts(events, 18, (event, bits) -> text.filler(bits, AUCTION_BYTES - 110), text.fillers());
        };
    }

    private Column person(int column, long[] events) {
        return switch (column) {
            case 0 -> longs(events, 0, (event, bits) -> FIRST_ID + lastPerson(event));
            case 1 -> texts(events, 21, (event, bits) -> text.name(bits), text.names());
            case 2 -> text.emails(events, Draws.key(seed, 22));
            case 3 -> text.creditCards(events, Draws.key(seed, 23));
            case 4 -> texts(events, 24, (event, bits) -> text.city(bits), text.cities());
            case 5 -> texts(events, 25, (event, bits) -> text.state(bits), text.states());
            case 6 -> longs(events, 0, (event, bits) -> time(event));
            default -> texts(events, 26, (event, bits) -> text.filler(bits, PERSON_BYTES - 70), text.fillers());
        };
    }

    /** A value made of the number of an event and 64 random bits. */
    private interface Value {
        long of(long event, long bits);
    }

    private LongColumn longs(long[] events, int salt, Value value) {
        return new LongColumn(events.length, values(events, salt, value), null);
    }

    private BytesColumn texts(long[] events, int salt, Value value, byte[] page) {
        return new BytesColumn(events.length, values(events, salt, value), new byte[][] {page}, null);
    }

    private long[] values(long[] events, int salt, Value value) {
        long key = Draws.key(seed, salt);
        long[] values = new long[events.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.of(events[i], Draws.bits(key, events[i]));
        }
        return values;
    }

    private long micros(long events) {
        return events / eventRate * MICROS_PER_SECOND + events % eventRate * MICROS_PER_SECOND / eventRate;
    }

    private long time(long event) {
        return TIME_BASE_MICROS + micros(event);
    }

    /** The number, from 0, of the newest person at the time of an event. */
    private static long lastPerson(long event) {
        return event / NexmarkTable.GROUP;
    }

    /** The number, from 0, of the newest auction at the time of an event; −1 if there is none yet. */
    private static long lastAuction(long event) {
        return NexmarkTable.AUCTION.rowsBefore(event + 1) - 1;
    }

    private long bidAuction(long event, long bits) {
        long last = lastAuction(event);
        if (Draws.belowByLow(bits, HOT_AUCTION_RATIO) > 0) {
            return FIRST_ID + last / HOT_EVERY * HOT_EVERY;
        }
        long oldest = Math.max(last - OPEN_AUCTIONS, 0);
        return FIRST_ID + oldest + Draws.below(bits, last - oldest + 1 + LEAD);
    }

    private long bidder(long event, long bits) {
        if (Draws.belowByLow(bits, HOT_BIDDER_RATIO) > 0) {
            return FIRST_ID + lastPerson(event) / HOT_EVERY * HOT_EVERY + 1;
        }
        return anyPerson(event, bits);
    }

    private long seller(long event, long bits) {
        if (Draws.belowByLow(bits, HOT_SELLER_RATIO) > 0) {
            return FIRST_ID + lastPerson(event) / HOT_EVERY * HOT_EVERY;
        }
        return anyPerson(event, bits);
    }

    private static long anyPerson(long event, long bits) {
        long people = lastPerson(event) + 1;
        long active = Math.min(people, ACTIVE_PEOPLE);
        return FIRST_ID + people - active + Draws.below(bits, active + LEAD);
    }

    private long expires(long event, long bits) {
        long millis = 1 + Draws.belowLong(bits, Math.max(1, horizonMicros * 2 / 1000));
        return time(event) + millis * 1000;
    }
}
