package dev.millrace.connectors.generator.nexmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.connect.InputChunk;
import dev.millrace.connect.InputColumn;
import dev.millrace.connect.InputConnector;
import dev.millrace.connect.RelationSchema;
import dev.millrace.connect.SourcePosition;
import dev.millrace.connect.Surroundings;
import dev.millrace.connectors.generator.Running;
import dev.millrace.types.Batch;
import dev.millrace.types.BytesColumn;
import dev.millrace.types.LongColumn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NexmarkTest {
    private static final NexmarkGenerator GENERATOR = new NexmarkGenerator(7, 100);

    private static int[] all(NexmarkTable table) {
        return IntStream.range(0, table.schema().size()).toArray();
    }

    private static long[] longs(Batch batch, int column) {
        return ((LongColumn) batch.column(column)).values();
    }

    private static List<List<@Nullable Object>> rows(NexmarkTable table, long first, int count) {
        Batch batch = GENERATOR.rows(table, first, count, all(table));
        return Running.rows(List.of(new InputChunk(batch, List.of(), new SourcePosition(""), 0)), table.schema());
    }

    @Test
    void anySliceHasTheSameRows() {
        for (NexmarkTable table : NexmarkTable.values()) {
            List<List<@Nullable Object>> slices = new ArrayList<>();
            long at = 0;
            for (int size : new int[] {1, 0, 3, 46, 50, 7, 93, 300}) {
                slices.addAll(rows(table, at, size));
                at += size;
            }
            assertThat(slices).isEqualTo(rows(table, 0, 500)).hasSize((int) table.rowsBefore(500));
        }
    }

    @Test
    void eventsComeInProportion() {
        assertThat(NexmarkTable.PERSON.rowsBefore(5000)).isEqualTo(100);
        assertThat(NexmarkTable.AUCTION.rowsBefore(5000)).isEqualTo(300);
        assertThat(NexmarkTable.BID.rowsBefore(5000)).isEqualTo(4600);
        for (long events = 0; events < 200; events++) {
            long sum = 0;
            for (NexmarkTable table : NexmarkTable.values()) {
                sum += table.rowsBefore(events);
            }
            assertThat(sum).isEqualTo(events);
        }
    }

    @Test
    void usedColumnsHaveTheSameValuesAlone() {
        Batch whole = GENERATOR.rows(NexmarkTable.BID, 1000, 500, all(NexmarkTable.BID));
        Batch two = GENERATOR.bids(1000, 500, new boolean[] {false, true, false, false, false, true, false});
        assertThat(longs(two, 0)).isEqualTo(longs(whole, 1));
        assertThat(longs(two, 1)).isEqualTo(longs(whole, 5));
    }

    @Test
    void bidsReferToAuctionsAndPeople() {
        Batch bids = GENERATOR.rows(NexmarkTable.BID, 0, 500_000, all(NexmarkTable.BID));
        Set<Long> auctions = new HashSet<>();
        for (long id : longs(GENERATOR.auctions(0, 500_000, new boolean[] {true}), 0)) {
            auctions.add(id);
        }
        assertThat(auctions).hasSize(30_000).contains(1000L, 30_999L);
        int known = 0;
        int hot = 0;
        for (int i = 0; i < bids.size(); i++) {
            known += auctions.contains(longs(bids, 0)[i]) ? 1 : 0;
            hot += longs(bids, 1)[i] % 100 == 1 ? 1 : 0;
            assertThat(longs(bids, 2)[i]).isBetween(100L, 100_000_000L);
        }
        assertThat(known).isGreaterThan(bids.size() * 9 / 10);
        assertThat(hot).isBetween(bids.size() * 74 / 100, bids.size() * 77 / 100);
    }

    @Test
    void timePassesEvenly() {
        long[] times = longs(GENERATOR.bids(0, 200, new boolean[] {false, false, false, false, false, true}), 0);
        assertThat(times[0]).isEqualTo(NexmarkGenerator.TIME_BASE_MICROS + 40_000);
        assertThat(times[1] - times[0]).isEqualTo(10_000);
        assertThat(times[46] - times[45]).isEqualTo(50_000);
    }

    @Test
    void rowsHaveTheSizesOfTheSpecification() {
        BytesColumn extra = (BytesColumn)
                GENERATOR.rows(NexmarkTable.BID, 0, 50_000, new int[] {6}).column(0);
        long bytes = 0;
        for (int i = 0; i < extra.size(); i++) {
            bytes += extra.length(i);
        }
        assertThat(bytes / extra.size()).isBetween(66L, 70L);
    }

    @Test
    void textsLookAsQueriesExpect() {
        Batch bids = GENERATOR.rows(NexmarkTable.BID, 0, 20_000, new int[] {3, 4});
        int hot = 0;
        for (int i = 0; i < bids.size(); i++) {
            String channel = ((BytesColumn) bids.column(0)).text(i);
            String url = ((BytesColumn) bids.column(1)).text(i);
            assertThat(channel).matches("Google|Facebook|Baidu|Apple|channel-\\d{1,4}");
            assertThat(url)
                    .matches("https://www.nexmark.com/[a-z]+/[a-z]+/[a-z]+/item.htm\\?query=1(&channel_id=\\d+)?");
            hot += channel.startsWith("channel") ? 0 : 1;
        }
        assertThat(hot).isBetween(bids.size() * 48 / 100, bids.size() * 52 / 100);
        assertThat(rows(NexmarkTable.PERSON, 0, 50).getFirst().toString())
                .matches(
                        "\\[1000, \\w+ \\w+, [a-z]{7}@[a-z]{5}.com, (\\d{4} ?){4}, [\\w ]+, [A-Z]{2}, 1436918400000000, .*]");
    }

    private static RelationSchema relation(NexmarkTable table) {
        return RelationSchema.of(table.name(), table.schema());
    }

    @Test
    void theTablesOfAPipelineAreFedTogether() throws Exception {
        Surroundings surroundings = Running.surroundings();
        String options =
                ",\"options\":{\"events\":30000,\"threads\":1,\"batch_size_per_thread\":500,\"max_step_size_per_thread\":1000}";
        ConcurrentLinkedQueue<Long> positions = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        ConcurrentLinkedQueue<InputChunk> chunks = new ConcurrentLinkedQueue<>();
        for (NexmarkTable table : NexmarkTable.values()) {
            String config = "{\"table\":\"" + table.name().toLowerCase(java.util.Locale.ROOT) + "\""
                    + (table == NexmarkTable.AUCTION ? options : "") + "}";
            InputConnector connector = Running.open("nexmark", config, relation(table), null, surroundings);
            threads.add(Thread.ofVirtual().unstarted(() -> {
                try {
                    connector.run(chunk -> {
                        chunks.add(chunk);
                        positions.add(Long.parseLong(chunk.resume().text()));
                    });
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(chunks.stream().mapToInt(chunk -> chunk.rows().size()).sum()).isEqualTo(30_000);
        assertThat(positions).hasSize(180);
    }

    @Test
    void noTableRunsAhead() throws Exception {
        NexmarkFeed feed = new NexmarkFeed();
        feed.configure(new NexmarkConfig.Options(1_000_000, 1, 100, 1_000, 100, 0));
        NexmarkFeed.Reader fast = feed.join(0);
        NexmarkFeed.Reader slow = feed.join(0);
        feed.await(fast, 1_000);
        feed.advance(fast, 1_000);
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                feed.await(fast, 1_100);
                feed.advance(fast, 1_100);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        feed.advance(slow, 100);
        waiting.join();
        feed.leave(slow);
        feed.await(fast, 2_000);
    }

    @Test
    void readingGoesOnFromAPosition() throws Exception {
        String config = "{\"table\":\"bid\",\"options\":{\"events\":12345}}";
        RelationSchema bid = relation(NexmarkTable.BID);
        List<InputChunk> whole = Running.chunks(Running.open("nexmark", config, bid, null, Running.surroundings()));
        SourcePosition middle = whole.get(1).resume();
        List<InputChunk> rest = Running.chunks(Running.open("nexmark", config, bid, middle, Running.surroundings()));
        assertThat(Running.rows(rest, bid.batchSchema()))
                .isEqualTo(Running.rows(whole.subList(2, whole.size()), bid.batchSchema()));
    }

    @Test
    void columnsAreMatchedByName() throws Exception {
        RelationSchema table = new RelationSchema(
                "person",
                List.of(
                        InputColumn.of(
                                "note", NexmarkTable.PERSON.schema().type(1).withNullable(true)),
                        InputColumn.of(
                                "email_address", NexmarkTable.PERSON.schema().type(2)),
                        InputColumn.of("DateTime", NexmarkTable.PERSON.schema().type(6))),
                List.of());
        String config = "{\"table\":\"person\",\"options\":{\"events\":50}}";
        List<InputChunk> chunks = Running.chunks(Running.open("nexmark", config, table, null, Running.surroundings()));
        assertThat(Running.rows(chunks, table.batchSchema()))
                .singleElement()
                .satisfies(row -> assertThat(row.toString()).matches("\\[null, \\w+@\\w+.com, 1436918400000000]"));
        assertThat(Running.problems("nexmark", config, relation(NexmarkTable.BID), Running.surroundings()))
                .containsExactly(
                        "[0].transport.config: nexmark has no column auction of its table person, and the column is "
                                + "NOT NULL without a default");
    }

    @Test
    void optionsMustAgree() {
        Surroundings surroundings = Running.surroundings();
        Running.open(
                "nexmark",
                "{\"table\":\"bid\",\"options\":{\"events\":1}}",
                relation(NexmarkTable.BID),
                null,
                surroundings);
        String other = "{\"table\":\"person\",\"options\":{\"events\":2}}";
        assertThat(Running.problems("nexmark", other, relation(NexmarkTable.PERSON), surroundings))
                .singleElement()
                .asString()
                .startsWith("[0].transport.config: the options differ");
    }
}
