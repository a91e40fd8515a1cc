package dev.millrace.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/**
 * A broker that listens on one port of this machine and keeps its data in one folder. It can be stopped and started again: same
 * port, same data. Not thread-safe.
 */
public final class Broker implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    private final Map<String, String> settings;
    private final String bootstrap;
    private @Nullable KafkaRaftServer server;

    private Broker(Path folder, int port, int controllerPort, Map<String, String> more) {
        bootstrap = HOST + ":" + port;
        settings = new TreeMap<>(Map.ofEntries(
                Map.entry("node.id", "1"),
                Map.entry("process.roles", "broker,controller"),
                Map.entry("controller.quorum.voters", "1@" + HOST + ":" + controllerPort),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("inter.broker.listener.name", "PLAINTEXT"),
                Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("listeners", "PLAINTEXT://" + bootstrap + ",CONTROLLER://" + HOST + ":" + controllerPort),
                Map.entry("advertised.listeners", "PLAINTEXT://" + bootstrap),
                Map.entry("log.dir", folder.resolve("data").toString()),
                Map.entry("offsets.topic.num.partitions", "1"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("transaction.state.log.num.partitions", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("share.coordinator.state.topic.num.partitions", "1"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("num.network.threads", "2"),
                Map.entry("num.io.threads", "4"),
                Map.entry("log.cleaner.dedupe.buffer.size", "2097152"),
                Map.entry("controlled.shutdown.enable", "false")));
        settings.putAll(more);
    }

    /** A running broker with its data in {@code folder}, on free ports. */
    public static Broker start(Path folder) {
        return start(folder, Map.of());
    }

    /** The same with settings of Kafka's own in addition. */
    public static Broker start(Path folder, Map<String, String> settings) {
        int[] ports = freePorts(2);
        Broker broker = new Broker(folder, ports[0], ports[1], settings);
        broker.format();
        broker.start();
        return broker;
    }

    private static int[] freePorts(int count) {
        ServerSocket[] sockets = new ServerSocket[count];
        int[] ports = new int[count];
        try {
            for (int i = 0; i < count; i++) {
                sockets[i] = new ServerSocket(0, 1, InetAddress.getByName(HOST));
                ports[i] = sockets[i].getLocalPort();
            }
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ports;
    }

    private void format() {
        try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            String folder = String.valueOf(settings.get("log.dir"));
            new Formatter()
                    .setPrintStream(nowhere)
                    .setNodeId(1)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName("CONTROLLER")
                    .addDirectory(folder)
                    .setMetadataLogDirectory(folder)
                    .run();
        } catch (Exception e) {
            throw new IllegalStateException("the broker's folder cannot be prepared", e);
        }
    }

    /** Starts it, again after {@link #stop}; returns when clients can be served. */
    public void start() {
        KafkaRaftServer made = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        made.startup();
        server = made;
    }

    /** Stops it: nobody listens on its port any more. */
    public void stop() {
        KafkaRaftServer running = server;
        server = null;
        if (running != null) {
            running.shutdown();
            running.awaitShutdown();
        }
    }

    /** Where clients find it: {@code host:port}. */
    public String bootstrap() {
        return bootstrap;
    }

    /** Makes a topic; returns when it is there. */
    public void createTopic(String name, int partitions, Map<String, String> topicSettings) {
        await(admin -> admin.createTopics(
                        java.util.List.of(new NewTopic(name, partitions, (short) 1).configs(topicSettings)))
                .all());
    }

    /** Makes a topic with Kafka's default settings; returns when it is there. */
    public void createTopic(String name, int partitions) {
        createTopic(name, partitions, Map.of());
    }

    /** What an administrator asks of it, when it is done. */
    public <T> T await(Function<Admin, KafkaFuture<T>> request) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            return request.apply(admin).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
