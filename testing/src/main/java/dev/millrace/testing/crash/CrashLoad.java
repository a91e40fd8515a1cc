package dev.millrace.testing.crash;

import dev.millrace.engine.batch.Relation;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Changes of customers and orders, sent without end in a thread of its own, and what the tables hold after them. Orders come and go,
 * so that there are never many; customers are replaced and deleted by key.
 */
final class CrashLoad implements AutoCloseable {
    /** The partitions of both topics. */
    static final int PARTITIONS = 3;

    private static final int CUSTOMERS = 500;
    private static final int ORDERS_KEPT = 20_000;
    private static final int REGIONS = 12;
    private static final LocalDateTime BEGINNING = LocalDateTime.of(2026, 1, 1, 0, 0);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final long BURST_NANOS = 20_000_000;

    private final KafkaProducer<byte[], byte[]> producer;
    private final Random random;
    private final int perBurst;
    private final SortedMap<Long, Object[]> customers = new TreeMap<>();
    private final List<Object[]> orders = new ArrayList<>();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private volatile boolean paused = true;
    private volatile boolean closed;
    private volatile boolean idle;
    private volatile long sent;
    private long nextOrder;
    private final Thread thread;

    /** About {@code perSecond} changes to a broker, as {@code seed} says; none before {@link #go}. */
    CrashLoad(String bootstrap, long seed, int perSecond) {
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "linger.ms", "5"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.random = new Random(seed);
        this.perBurst = (int) Math.max(1, perSecond * BURST_NANOS / 1_000_000_000L);
        this.thread = Thread.ofPlatform().name("load").daemon().start(this::run);
    }

    private void run() {
        while (!closed) {
            if (paused) {
                producer.flush();
                idle = true;
            } else {
                idle = false;
                for (int i = 0; i < perBurst; i++) {
                    change();
                }
            }
            LockSupport.parkNanos(BURST_NANOS);
        }
    }

    private void change() {
        if (random.nextInt(20) == 0 || customers.size() < CUSTOMERS / 2) {
            changeCustomer(random.nextInt(CUSTOMERS));
        } else if (orders.size() > random.nextInt(2 * ORDERS_KEPT)) {
            deleteOrder(random.nextInt(orders.size()));
        } else {
            insertOrder();
        }
    }

    private void changeCustomer(long id) {
        if (random.nextInt(10) == 0) {
            if (customers.remove(id) != null) {
                send(CrashProgram.CUSTOMERS, id, "{\"delete\":{\"id\":" + id + "}}");
            }
            return;
        }
        Object[] row = {id, "region " + random.nextInt(REGIONS), (long) random.nextInt(5)};
        customers.put(id, row);
        send(
                CrashProgram.CUSTOMERS,
                id,
                "{\"insert\":{\"id\":" + id + ",\"region\":\"" + row[1] + "\",\"tier\":" + row[2] + "}}");
    }

    private void insertOrder() {
        long id = nextOrder++;
        LocalDateTime at = BEGINNING.plusSeconds(random.nextInt(3600) + id / 10);
        long micros = at.toEpochSecond(ZoneOffset.UTC) * 1_000_000;
        Object[] row = {id, (long) random.nextInt(CUSTOMERS), (long) random.nextInt(10_000), micros};
        orders.add(row);
        send(CrashProgram.ORDERS, id, order("insert", row));
    }

    private void deleteOrder(int index) {
        Object[] row = orders.get(index);
        orders.set(index, orders.getLast());
        orders.removeLast();
        send(CrashProgram.ORDERS, (Long) row[0], order("delete", row));
    }

    private static String order(String what, Object[] row) {
        return "{\"" + what + "\":{\"id\":" + row[0] + ",\"customer\":" + row[1] + ",\"amount\":" + row[2]
                + ",\"at\":\"" + TIME.format(LocalDateTime.ofEpochSecond((Long) row[3] / 1_000_000, 0, ZoneOffset.UTC))
                + "\"}}";
    }

    private void send(String topic, long key, String text) {
        int partition = (int) (key % PARTITIONS);
        byte[] value = text.getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(topic, partition, null, value), (metadata, e) -> {
            if (e != null) {
                failure.compareAndSet(null, e);
            }
        });
        sent++;
    }

    /** Sends from now on. */
    void go() {
        paused = false;
    }

    /** Stops sending; returns when everything sent has arrived. */
    void pause() {
        idle = false;
        paused = true;
        while (!idle) {
            LockSupport.parkNanos(BURST_NANOS / 10);
        }
        Exception e = failure.get();
        if (e != null) {
            throw new IllegalStateException("the load was not accepted", e);
        }
    }

    /** Waits until so many changes were sent. */
    void awaitSent(long count) {
        while (sent < count) {
            LockSupport.parkNanos(BURST_NANOS);
        }
    }

    /** How many changes were sent. */
    long sent() {
        return sent;
    }

    /** What the tables hold, by name. Only while it pauses. */
    Map<String, Relation> tables() {
        Map<String, Relation> tables = new LinkedHashMap<>();
        Relation ofCustomers = new Relation();
        customers.values().forEach(row -> ofCustomers.add(row, 1));
        Relation ofOrders = new Relation();
        orders.forEach(row -> ofOrders.add(row, 1));
        tables.put(CrashProgram.CUSTOMERS, ofCustomers);
        tables.put(CrashProgram.ORDERS, ofOrders);
        return tables;
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
        producer.close();
    }
}
