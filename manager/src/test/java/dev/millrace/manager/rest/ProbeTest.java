package dev.millrace.manager.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.Json;
import dev.millrace.broker.Broker;
import dev.millrace.manager.RunningManager;
import dev.millrace.manager.probe.KafkaProbe;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Probes of services ask a real broker, and say so when there is none. */
class ProbeTest {
    @Test
    void aProbeAsksTheBroker(@TempDir Path data, @TempDir Path logs) throws Exception {
        RunningManager manager = new RunningManager(data);
        try (Broker broker = Broker.start(logs)) {
            broker.createTopic("orders", 1);
            service(manager, "here", broker.bootstrap());
            assertThat(probe(manager, "here", "test_connectivity")
                            .path("response")
                            .path("success")
                            .asString())
                    .isEqualTo("connected");
            assertThat(probe(manager, "here", "kafka_get_topics")
                            .path("response")
                            .path("success")
                            .path("kafka_topics")
                            .valueStream()
                            .map(JsonNode::asString))
                    .contains("orders");
            assertThat(manager.get("/v0/services/here/probes?type=kafka_get_topics&limit=5")
                            .json())
                    .hasSize(1);
            assertThat(manager.post("/v0/services/here/probes", "\"make_coffee\"")
                            .errorCode())
                    .isEqualTo("InvalidServiceProbe");
            assertThat(manager.post("/v0/services/nobody/probes", "\"test_connectivity\"")
                            .errorCode())
                    .isEqualTo("UnknownServiceName");
            assertThat(manager.get("/v0/services/here/probes?id=00000000-0000-0000-0000-000000000000")
                            .errorCode())
                    .isEqualTo("UnknownServiceProbe");
        } finally {
            manager.close();
        }
    }

    @Test
    void whereNobodyListensAProbeFails(@TempDir Path data) throws Exception {
        RunningManager manager = new RunningManager(data);
        try {
            int port;
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = socket.getLocalPort();
            }
            service(manager, "gone", "127.0.0.1:" + port);
            JsonNode probe = probe(manager, "gone", "test_connectivity");
            assertThat(probe.path("status").asString()).isEqualTo("failure");
            assertThat(probe.path("response").path("error").asString()).isEqualTo("timeout_exceeded");
        } finally {
            manager.close();
        }
    }

    @Test
    void secretsAndFilesAreNotForProbes() throws Exception {
        Json secret = new Json(
                "{\"kafka\":{\"bootstrap_servers\":[\"h:1\"],\"options\":{\"sasl.password\":\"${secret:p}\"}}}");
        assertThat(KafkaProbe.ask(secret, "test_connectivity", false).text()).contains("refers to secrets");
        Json file = new Json(
                "{\"kafka\":{\"bootstrap_servers\":[\"h:1\"],\"options\":{\"ssl.truststore.location\":\"/etc/passwd\"}}}");
        assertThat(KafkaProbe.ask(file, "test_connectivity", true).text()).contains("ssl.truststore.location");
    }

    private static void service(RunningManager manager, String name, String servers) {
        String config = "{\"kafka\":{\"bootstrap_servers\":[\"" + servers + "\"]}}";
        assertThat(manager.put("/v0/services/" + name, "{\"config\":" + config + "}")
                        .status())
                .isEqualTo(201);
    }

    private static JsonNode probe(RunningManager manager, String service, String type) {
        String id = manager.post("/v0/services/" + service + "/probes", "{\"type\":\"" + type + "\"}")
                .json()
                .path("service_probe_id")
                .asString();
        return manager.await(
                        "/v0/services/" + service + "/probes?id=" + id,
                        all -> !all.path(0).path("status").asString().equals("running"))
                .path(0);
    }
}
