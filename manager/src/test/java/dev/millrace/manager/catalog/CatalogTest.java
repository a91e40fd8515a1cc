package dev.millrace.manager.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.api.ApiException;
import dev.millrace.api.ErrorCode;
import dev.millrace.api.Json;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The catalog keeps what it is told, loses no update and refuses what would break it, on SQLite and on PostgreSQL alike. */
class CatalogTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final int THREADS = 8;
    private static final int CHANGES = 25;

    abstract static class Contract {
        private Catalog catalog = open();

        abstract Catalog open();

        @BeforeEach
        void clear() {
            catalog.pipelines().list().forEach(p -> catalog.pipelines().delete(p.name(), all -> {}));
            catalog.programs().list().forEach(p -> catalog.programs().delete(p.name(), all -> {}));
            catalog.connectors().list().forEach(p -> catalog.connectors().delete(p.name(), all -> {}));
        }

        @AfterEach
        void close() {
            catalog.close();
        }

        @Test
        void whatIsWrittenIsReadEqually() {
            Pipeline written = pipeline("orders", null);
            catalog.pipelines().create(written);
            assertThat(catalog.pipelines().get("orders")).isEqualTo(written);
            assertThat(catalog.pipelines().find(written.id())).contains(written);
            assertThat(catalog.pipelines().list()).containsExactly(written);

            Deployment deployed = written.deployment()
                    .change(NOW.plusSeconds(1))
                    .resources(ResourcesStatus.PROVISIONED)
                    .desired(ResourcesStatus.PROVISIONED)
                    .runtime(RuntimeStatus.RUNNING)
                    .runtimeDesired(RuntimeStatus.RUNNING)
                    .initial(RuntimeStatus.PAUSED)
                    .id(UUID.randomUUID())
                    .storage(StorageStatus.IN_USE)
                    .error(Json.error("Internal", "it broke", java.util.Map.of()))
                    .stopMode(StopMode.SUSPEND)
                    .clearWhenStopped(true)
                    .snapshot(new Json("{\"a\":1}"))
                    .done();
            catalog.pipelines().change("orders", p -> p.withDeployment(deployed));
            assertThat(catalog.pipelines().get("orders").deployment()).isEqualTo(deployed);
        }

        @Test
        void itIsThereAgainAfterReopening() {
            catalog.pipelines().create(pipeline("orders", null));
            catalog.close();
            catalog = open();
            assertThat(catalog.pipelines().list()).extracting(Pipeline::name).containsExactly("orders");
        }

        @Test
        void noUpdateIsLostWhenManyChangeTheSameThing() throws Exception {
            catalog.programs().create(program("p"));
            try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
                List<Future<?>> all = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    all.add(threads.submit(() -> {
                        for (int j = 0; j < CHANGES; j++) {
                            catalog.programs().change("p", p -> p.withProgram(longer(p.program())));
                        }
                    }));
                }
                for (Future<?> one : all) {
                    one.get();
                }
            }
            StoredProgram program = catalog.programs().get("p");
            assertThat(program.program().text().code()).hasSize(THREADS * CHANGES);
            assertThat(program.program().version()).isEqualTo(1 + THREADS * CHANGES);
        }

        @Test
        void ofManyWhoGuardTheSameVersionOneWins() throws Exception {
            catalog.programs().create(program("p"));
            AtomicInteger won = new AtomicInteger();
            try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
                List<Future<?>> all = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    all.add(threads.submit(() -> {
                        try {
                            catalog.programs().change("p", CatalogTest::guardVersionOne);
                            won.incrementAndGet();
                        } catch (ApiException e) {
                            assertThat(e.code()).isEqualTo(ErrorCode.OUTDATED_PROGRAM_VERSION);
                        }
                    }));
                }
                for (Future<?> one : all) {
                    one.get();
                }
            }
            assertThat(won).hasValue(1);
            assertThat(catalog.programs().get("p").program().version()).isEqualTo(2);
        }

        @Test
        void aNameIsTakenOnce() {
            catalog.programs().create(program("p"));
            catalog.programs().create(program("q"));
            assertThatThrownBy(() -> catalog.programs().create(program("p")))
                    .extracting("code")
                    .isEqualTo(ErrorCode.DUPLICATE_NAME);
            assertThatThrownBy(() -> catalog.programs().change("q", p -> p.with("p", "", p.program())))
                    .extracting("code")
                    .isEqualTo(ErrorCode.DUPLICATE_NAME);
        }

        @Test
        void aProgramInUseStaysAndMayBeRenamed() {
            catalog.programs().create(program("p"));
            catalog.pipelines().create(pipeline("orders", "p"));
            assertThatThrownBy(() -> catalog.programs().delete("p", p -> {}))
                    .extracting("code")
                    .isEqualTo(ErrorCode.PROGRAM_IN_USE_BY_PIPELINE);
            catalog.programs().change("p", p -> p.with("q", "", p.program()));
            assertThat(catalog.pipelines().get("orders").settings().programName())
                    .isEqualTo("q");
        }

        @Test
        void whatIsUnknownIsNamed() {
            assertThatThrownBy(() -> catalog.connectors().get("nobody"))
                    .hasMessage("There is no connector 'nobody'")
                    .extracting("code")
                    .isEqualTo(ErrorCode.UNKNOWN_CONNECTOR_NAME);
        }

        @Test
        void everyTransitionIsAnEvent() {
            Pipeline created = catalog.pipelines().create(pipeline("orders", null));
            catalog.pipelines()
                    .change(
                            "orders",
                            p -> p.withDeployment(p.deployment()
                                    .change(NOW)
                                    .desired(ResourcesStatus.PROVISIONED)
                                    .done()));
            catalog.pipelines()
                    .change(
                            "orders",
                            p -> p.withDeployment(p.deployment()
                                    .change(NOW)
                                    .storage(StorageStatus.IN_USE)
                                    .done()));
            assertThat(catalog.events().list(created.id()))
                    .extracting(e -> e.content().tree().path("storage_status").asString()
                            + e.content()
                                    .tree()
                                    .path("deployment_resources_desired_status")
                                    .asString())
                    .containsExactly("InUseProvisioned", "ClearedProvisioned", "ClearedStopped");
        }
    }

    @Nested
    class OnSqlite extends Contract {
        @TempDir
        private static Path folder = Path.of("");

        @Override
        Catalog open() {
            return Catalog.embedded(folder, Clock.systemUTC());
        }
    }

    @Nested
    class OnPostgres extends Contract {
        private static final EmbeddedPostgres SERVER = server();

        private static EmbeddedPostgres server() {
            try {
                return EmbeddedPostgres.start();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @AfterAll
        static void stop() throws IOException {
            SERVER.close();
        }

        @Override
        Catalog open() {
            return Catalog.at(SERVER.getJdbcUrl("postgres", "postgres"), Clock.systemUTC());
        }
    }

    private static ProgramState longer(ProgramState program) {
        String code = program.text().code() + "x";
        return program.withText(new ProgramText(code, "", "", Json.EMPTY), NOW);
    }

    private static StoredProgram guardVersionOne(StoredProgram program) {
        if (program.program().version() != 1) {
            throw new ApiException(ErrorCode.OUTDATED_PROGRAM_VERSION, "too late");
        }
        return program.withProgram(longer(program.program()));
    }

    private static StoredProgram program(String name) {
        ProgramState state = ProgramState.first(ProgramText.EMPTY, NOW);
        return new StoredProgram(UUID.randomUUID(), name, 1, "", NOW, state);
    }

    private static Pipeline pipeline(String name, @org.jspecify.annotations.Nullable String program) {
        PipelineSettings settings = new PipelineSettings(
                name, "a", List.of("t"), Json.EMPTY, program, List.of(new Attachment("a", true, "c", "r")));
        ProgramState own = ProgramState.first(new ProgramText("CREATE TABLE t (a INT)", "u", "v", Json.EMPTY), NOW);
        return new Pipeline(UUID.randomUUID(), 1, NOW, 1, 1, "0.1.0", settings, own, Deployment.none(NOW));
    }
}
