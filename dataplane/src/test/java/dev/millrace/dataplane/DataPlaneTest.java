package dev.millrace.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.Json;
import dev.millrace.dataplane.PipelineProcess.Answer;
import dev.millrace.dataplane.PipelineProcess.Listener;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** One process for all; every test has relations of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class DataPlaneTest {
    private static final String PROGRAM = """
            CREATE TABLE bids (id BIGINT NOT NULL PRIMARY KEY, who VARCHAR, price DECIMAL(10, 2));
            CREATE MATERIALIZED VIEW spent AS SELECT who, SUM(price) AS price FROM bids GROUP BY who;
            CREATE TABLE heard (k BIGINT NOT NULL, t VARCHAR);
            CREATE VIEW hears AS SELECT k, t FROM heard;
            CREATE TABLE kept (k BIGINT NOT NULL PRIMARY KEY);
            CREATE TABLE held (k BIGINT NOT NULL) WITH ('materialized' = 'true');
            CREATE TABLE "Mixed" (k BIGINT NOT NULL) WITH ('materialized' = 'true');
            CREATE TABLE fed (k BIGINT NOT NULL) WITH ('materialized' = 'true', 'connectors' = '[{
              "name": "c", "paused": true, "transport": {"name": "datagen", "config": {"plan": [{"limit": 5}]}}}]');
            CREATE VIEW sums WITH ('connectors' = '[{"name": "o", "transport": {"name": "null_output"}}]')
              AS SELECT SUM(k) AS k FROM fed;
            """;

    @SuppressWarnings("NullAway.Init")
    private PipelineProcess process;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        process = PipelineProcess.ready(folder, PROGRAM, Json.object());
    }

    @AfterAll
    void stop() {
        process.close();
    }

    @Test
    void onlyWhoKnowsTheTokenIsAnswered() throws Exception {
        assertThat(process.anonymous("/status").status()).isEqualTo(401);
        assertThat(process.get("/nothing").code()).isEqualTo("UnknownPath");
        assertThat(process.get("/pause").status()).isEqualTo(405);
    }

    @Test
    void rowsThatCannotBeReadAreToldAndTheOthersTaken() throws Exception {
        Answer answer = process.post("/ingress/bids?format=json", """
                {"insert": {"id": 1, "who": "ada", "price": 2.5}}
                {"insert": {"id": "one"}}
                {"insert": {"id": 2, "who": "ada", "price": "1.25"}}
                """);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("ParseErrors");
        assertThat(answer.json().path("details").path("num_errors").asInt()).isEqualTo(1);
        assertThat(answer.json().path("message").asString()).contains("1 errors", "column id");
        process.push(
                "/ingress/BIDS?format=json&update_format=raw&array=true",
                "[{\"id\": 3, \"who\": \"bob\", \"price\": 9}]");
        process.push("/ingress/bids", "4,bob,0.5\n");
        assertThat(process.rows("SELECT who, price FROM spent ORDER BY price"))
                .containsExactly("{\"who\":\"ada\",\"price\":3.75}", "{\"who\":\"bob\",\"price\":9.50}");
        assertThat(process.query("SELECT * FROM spent ORDER BY 1", "text").body())
                .isEqualTo("""
                +-----+-------+
                | who | price |
                +-----+-------+
                | ada | 3.75  |
                | bob | 9.50  |
                +-----+-------+
                """);
    }

    /** Of 400 such requests 20 failed, when the answers did not say that their connections are closed. */
    @Test
    void aBodyThatNobodyReadsDoesNotHarmTheNextRequest() throws Exception {
        for (int i = 0; i < 200; i++) {
            assertThat(process.postSlowly("/resume", "null".getBytes(StandardCharsets.US_ASCII)))
                    .as("request %d", i)
                    .isEqualTo(200);
        }
    }

    @Test
    void wrongRequestsForRowsAreRefused() throws Exception {
        assertThat(process.post("/ingress/none?format=json", "{}").code()).isEqualTo("UnknownInputStream");
        assertThat(process.post("/ingress/hears?format=json", "{}").code()).isEqualTo("UnknownInputStream");
        assertThat(process.post("/ingress/heard?format=xml", "{}").code()).isEqualTo("InvalidParam");
        assertThat(process.post("/ingress/heard?format=json&update_format=x", "{}")
                        .code())
                .isEqualTo("InvalidParam");
        assertThat(process.post("/ingress/heard?format=json&force=maybe", "{}").code())
                .isEqualTo("InvalidParam");
    }

    @Test
    void namesInQuotesHaveCapitals() throws Exception {
        process.push("/ingress/Mixed", "1\n");
        process.push("/ingress/%22Mixed%22", "2\n");
        assertThat(process.post("/ingress/mixed", "3\n").code()).isEqualTo("UnknownInputStream");
        assertThat(process.rows("SELECT SUM(k) AS s FROM \"Mixed\"")).containsExactly("{\"s\":3}");
    }

    @Test
    void aListenerHearsEveryChangeInOrder() throws Exception {
        try (Listener json = process.listen("/egress/hears?format=json&backpressure=true", "null");
                Listener csv = process.listen(
                        "/egress/hears", "{\"transport\":{\"name\":\"http_output\"},\"format\":{\"name\":\"csv\"}}")) {
            JsonNode first = json.next();
            assertThat(first.path("sequence_number").asLong()).isZero();
            assertThat(first.path("snapshot").asBoolean(true)).isFalse();
            assertThat(first.has("json_data")).isFalse();
            long step = process.push("/ingress/heard?format=json", "{\"insert\":{\"k\":1,\"t\":\"a \\\"b\\\"\"}}");
            JsonNode change = json.next("json_data");
            assertThat(change.path("json_data").toString()).isEqualTo("[{\"insert\":{\"k\":1,\"t\":\"a \\\"b\\\"\"}}]");
            JsonNode marker = json.next();
            assertThat(marker.path("processed_steps").asLong()).isGreaterThanOrEqualTo(step);
            assertThat(marker.path("sequence_number").asLong())
                    .isEqualTo(change.path("sequence_number").asLong() + 1);
            assertThat(csv.next("text_data").path("text_data").asString()).isEqualTo("1,\"a \"\"b\"\"\",1\n");
            JsonNode outputs = process.get("/stats").json().path("outputs");
            assertThat(outputs.findValuesAsString("endpoint_name")).anyMatch(name -> name.startsWith("hears.api-"));
        }
    }

    @Test
    void aListenerMayBeginWithWhatThereIs() throws Exception {
        process.push("/ingress/kept", "7\n");
        try (Listener listener = process.listen("/egress/kept?format=json&send_snapshot=true", "")) {
            JsonNode snapshot = listener.next();
            assertThat(snapshot.path("snapshot").asBoolean()).isTrue();
            assertThat(snapshot.path("json_data").toString()).contains("{\"insert\":{\"k\":7}}");
            process.push("/ingress/kept", "8\n");
            JsonNode change = listener.next("json_data");
            assertThat(change.path("snapshot").asBoolean(true)).isFalse();
            assertThat(change.path("json_data").toString()).isEqualTo("[{\"insert\":{\"k\":8}}]");
        }
        assertThat(process.post("/egress/hears?format=json&send_snapshot=true", "")
                        .code())
                .isEqualTo("InvalidParam");
        assertThat(process.post("/egress/none", "").code()).isEqualTo("UnknownOutputStream");
        assertThat(process.post("/egress/kept?format=json", "{}").code()).isEqualTo("InvalidParam");
    }

    @Test
    void queriesSeeWhatWasInsertedByQueries() throws Exception {
        Answer insert = process.query("INSERT INTO held VALUES (1), (2), (2)", "json");
        assertThat(insert.body()).isEqualTo("{\"count\":3}\n");
        assertThat(process.rows("SELECT k FROM held ORDER BY k"))
                .containsExactly("{\"k\":1}", "{\"k\":2}", "{\"k\":2}");
        assertThat(process.rows("INSERT INTO held VALUES (9); SELECT COUNT(*) AS n FROM held"))
                .containsExactly("{\"n\":4}");
        String hash = process.query("SELECT k FROM held ORDER BY k", "hash").body();
        assertThat(hash).matches("[0-9A-F]{64}");
        assertThat(process.query("SELECT k FROM held ORDER BY k DESC", "hash").body())
                .isEqualTo(hash);
        assertThat(process.query("SELECT k + 1 AS k FROM held", "hash").body()).isNotEqualTo(hash);
        assertThat(process.query("SELECT 1 AS one", "text").type()).isEqualTo("text/plain");
    }

    @Test
    void queriesThatCannotBeAnsweredAreRefused() throws Exception {
        for (String sql : List.of(
                "SELECT * FROM hears",
                "SELECT 1 / 0",
                "SELECT 1; SELECT 2",
                "SELECT FROM",
                "DROP TABLE held",
                "DELETE FROM held",
                "CREATE VIEW x AS SELECT 1",
                "SELECT * FROM nobody",
                "")) {
            for (String format : List.of("text", "json")) {
                Answer answer = process.query(sql, format);
                assertThat(answer.code()).as(sql).isEqualTo("AdHocQueryError");
                assertThat(answer.status()).isEqualTo(400);
            }
        }
        assertThat(process.query("SELECT * FROM hears", "text")
                        .json()
                        .path("message")
                        .asString())
                .contains("MATERIALIZED");
        assertThat(process.query("SELECT 1", "xml").code()).isEqualTo("InvalidParam");
    }

    @Test
    void connectorsStartAndPauseAlone() throws Exception {
        String connector = "/tables/fed/connectors/c";
        assertThat(process.get(connector + "/stats").json().path("paused").asBoolean())
                .isTrue();
        assertThat(process.post(connector + "/halt", "").code()).isEqualTo("InvalidConnectorAction");
        assertThat(process.post("/tables/fed/connectors/d/start", "").code()).isEqualTo("UnknownInputEndpoint");
        assertThat(process.post("/views/sums/connectors/p/pause", "").code()).isEqualTo("UnknownOutputEndpoint");
        assertThat(process.post("/views/sums/connectors/o/pause", "").status()).isEqualTo(200);
        assertThat(process.get("/views/sums/connectors/o/stats")
                        .json()
                        .path("paused")
                        .asBoolean())
                .isTrue();
        int sent = transmitted();
        assertThat(process.post(connector + "/start", "").status()).isEqualTo(200);
        PipelineProcess.await(() -> process.get(connector + "/stats")
                .json()
                .at("/metrics/end_of_input")
                .asBoolean());
        process.awaitComplete(process.get(connector + "/completion_token")
                .json()
                .path("token")
                .asString());
        assertThat(process.rows("SELECT COUNT(*) AS n FROM fed")).containsExactly("{\"n\":5}");
        assertThat(transmitted()).isEqualTo(sent);
    }

    private int transmitted() throws Exception {
        return process.get("/views/sums/connectors/o/stats")
                .json()
                .at("/metrics/transmitted_records")
                .asInt(-1);
    }

    @Test
    void statisticsHaveWhatClientsRequire() throws Exception {
        JsonNode stats = process.get("/stats").json();
        List<String> names = new ArrayList<>(stats.path("global_metrics").propertyNames());
        assertThat(names)
                .contains(
                        "state",
                        "bootstrap_in_progress",
                        "transaction_status",
                        "transaction_id",
                        "transaction_initiators",
                        "concurrent_bootstrap_phase",
                        "rss_bytes",
                        "memory_pressure",
                        "memory_pressure_epoch",
                        "cpu_msecs",
                        "uptime_msecs",
                        "start_time",
                        "initial_start_time",
                        "incarnation_uuid",
                        "storage_bytes",
                        "storage_mb_secs",
                        "runtime_elapsed_msecs",
                        "buffered_input_records",
                        "buffered_input_bytes",
                        "total_input_records",
                        "total_input_bytes",
                        "total_processed_records",
                        "total_processed_bytes",
                        "total_completed_records",
                        "output_stall_msecs",
                        "total_initiated_steps",
                        "total_completed_steps",
                        "pipeline_complete",
                        "platform_version",
                        "runtime_version");
        assertThat(stats.propertyNames())
                .containsExactlyInAnyOrder(
                        "checkpoint_activity",
                        "global_metrics",
                        "inputs",
                        "outputs",
                        "permanent_checkpoint_errors",
                        "suspend_error");
        assertThat(process.get("/metrics").body())
                .contains("# TYPE records_input_total counter", "pipeline_name=\"test\"");
        assertThat(process.get("/metrics?format=json")
                        .json()
                        .get(0)
                        .path("values")
                        .isArray())
                .isTrue();
        assertThat(process.get("/time_series").json().path("samples").isArray()).isTrue();
        assertThat(process.get("/completion_status?token=x").code()).isEqualTo("InvalidParam");
        assertThat(process.get("/completion_status").code()).isEqualTo("InvalidParam");
    }

    @Test
    void aBodyWithoutEndIsTakenAsItArrives() throws Exception {
        try (Listener listener = process.listen("/egress/hears?format=json", "");
                PipelineProcess.Upload upload = process.upload("/ingress/heard?format=json&update_format=raw")) {
            upload.send("{\"k\":100,\"t\":\"x\"}\n{\"k\":101");
            assertThat(listener.next("json_data").path("json_data").toString()).contains("\"k\":100");
            upload.send("}\n");
            assertThat(listener.next("json_data").path("json_data").toString()).contains("\"k\":101");
            assertThat(upload.end()).startsWith("HTTP/1.1 200 ");
        }
    }
}
