package dev.millrace.testing.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./millrace campaign} does the same with more of everything. */
class CampaignTest {
    @Test
    void everyPipelineEndsWhereItWasToldWhateverIsKilled(@TempDir Path folder) throws Exception {
        Campaign.Options options = new Campaign.Options(30, 5, 4, 80, 2, 1);
        try (ServerProcess server = new ServerProcess(folder, ServerProcess.SMALL)) {
            server.start();
            List<String> findings = new Campaign(server, options, line -> {}).run();
            assertThat(findings).isEmpty();
        }
    }
}
