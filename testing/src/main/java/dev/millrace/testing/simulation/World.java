package dev.millrace.testing.simulation;

import dev.millrace.connect.ConnectorRegistry;
import dev.millrace.connect.FormatUse;
import dev.millrace.connect.InputTransport;
import dev.millrace.connect.OutputTransport;
import dev.millrace.connect.Surroundings;
import dev.millrace.connect.config.ConfigSpec;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** All that is around a pipeline and outlives its crashes: disk, sources, senders, destinations. */
final class World {
    private static final long FIRST_MICROS = 1_600_000_000_000_000L;

    private final Defect defect;
    private final SplittableRandom random;
    private final Fate fate;
    private final SimulatedHost host;
    private final SimulatedDisk disk;
    private final SequencedMap<String, SourceLog> sources = new LinkedHashMap<>();
    private final List<Sender> senders = new ArrayList<>();
    private final SequencedMap<String, Destination> destinations = new LinkedHashMap<>();
    private boolean outputsFail;

    World(long seed, Defect defect, @Nullable StringBuilder trace) {
        this.defect = defect;
        this.random = new SplittableRandom(seed);
        this.fate = new Fate(random.split(), trace);
        this.host = new SimulatedHost(random.split());
        this.disk = new SimulatedDisk(fate);
        sources.put("orders", new SourceLog(this, orders()));
        sources.put("customers", new SourceLog(this, customers()));
        senders.add(sender(100));
        senders.add(sender(200));
    }

    private List<SourceRow> orders() {
        List<SourceRow> rows = new ArrayList<>();
        List<SourceRow> there = new ArrayList<>();
        int count = 10 + random.nextInt(30);
        for (long id = 0; id < count; id++) {
            if (!there.isEmpty() && random.nextInt(8) == 0) {
                rows.add(
                        new SourceRow(there.remove(random.nextInt(there.size())).values(), -1));
            } else {
                Object[] values = {
                    id,
                    (long) random.nextInt(5),
                    (long) random.nextInt(20),
                    FIRST_MICROS + 1_000_000L * random.nextInt(300)
                };
                there.add(new SourceRow(values, 1));
                rows.add(there.getLast());
            }
        }
        return rows;
    }

    private List<SourceRow> customers() {
        List<SourceRow> rows = new ArrayList<>();
        int count = 5 + random.nextInt(10);
        for (int i = 0; i < count; i++) {
            Object[] values = {(long) random.nextInt(6), "region " + random.nextInt(3), (long) random.nextInt(3)};
            rows.add(new SourceRow(values, random.nextInt(5) == 0 ? -1 : 1));
        }
        return rows;
    }

    private Sender sender(long first) {
        List<Sender.Request> requests = new ArrayList<>();
        int count = 2 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            requests.add(new Sender.Request(first + i, 1 + random.nextInt(3)));
        }
        return new Sender(this, requests);
    }

    Defect defect() {
        return defect;
    }

    SplittableRandom random() {
        return random;
    }

    Fate fate() {
        return fate;
    }

    SimulatedHost host() {
        return host;
    }

    SimulatedDisk disk() {
        return disk;
    }

    SourceLog source(String table) {
        return Objects.requireNonNull(sources.get(table), table);
    }

    /** A new process. */
    void begin() {
        sources.values().forEach(SourceLog::begin);
    }

    List<Sender> senders() {
        return senders;
    }

    List<Destination> destinations() {
        return List.copyOf(destinations.values());
    }

    /** Whether destinations fail now and then in this life of the process. */
    void letOutputsFail(boolean fail) {
        outputsFail = fail;
    }

    boolean failsOutput() {
        return outputsFail && fate.oneIn(30);
    }

    /** Does it after a while, unless the process is dead by then. */
    void later(Runnable what) {
        host.thread("later", () -> {
                    try {
                        host.sleep(Duration.ofMillis(20));
                        if (!fate.isDead()) {
                            what.run();
                        }
                    } catch (InterruptedException ended) {
                        return;
                    }
                })
                .start();
    }

    /** What programs find here. */
    ConnectorRegistry registry() {
        return ConnectorRegistry.builder()
                .input(new InputTransport<>(
                        spec("simulated_input"),
                        FormatUse.NONE,
                        (none, context) -> source(context.relation().name()).connector(context)))
                .output(output("exact_output", true))
                .output(output("plain_output", false))
                .build();
    }

    private OutputTransport<String> output(String name, boolean exact) {
        return new OutputTransport<>(
                spec(name),
                FormatUse.NONE,
                (none, context) -> destinations
                        .computeIfAbsent(context.connector(), n -> new Destination(this, n, exact))
                        .connector());
    }

    private static ConfigSpec<String> spec(String name) {
        return new ConfigSpec<>(name, "Simulated.", List.of(), values -> name);
    }

    static Surroundings surroundings() {
        return new Surroundings(
                Path.of("."),
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                name -> null,
                new Surroundings.Shared());
    }
}
