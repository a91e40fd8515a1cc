package dev.millrace.testing.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.OpenApi;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./millrace fuzz-api} does the same for longer. */
class ApiFuzzerTest {
    private static final int REQUESTS = 1500;

    @Test
    void noRequestIsAnsweredWithAnErrorOfTheServerOrOtherwiseThanDescribed(@TempDir Path folder) throws Exception {
        try (ServerProcess server = new ServerProcess(folder, ServerProcess.SMALL)) {
            server.start();
            List<String> findings = new ApiFuzzer(server, OpenApi.text(), 1).run(REQUESTS, line -> {});
            assertThat(findings).isEmpty();
            assertThat(server.isAlive()).isTrue();
        }
    }
}
