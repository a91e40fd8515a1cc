package dev.millrace.testing.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.OpenApi;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole contract of {@code /v0}, on a real server with real pipelines. */
class ContractScriptTest {
    @Test
    void everyOperationAnswersWithEveryStatusAndErrorCodeThatIsDescribed(@TempDir Path folder) throws Exception {
        ApiDescription description = new ApiDescription(OpenApi.text());
        ApiJudge judge = new ApiJudge(description);
        try (ServerProcess server = new ServerProcess(folder, ServerProcess.SMALL)) {
            server.start();
            ContractScript script = new ContractScript(server, description, judge);
            script.let("views", manyViews());
            for (String name :
                    List.of("platform", "programs", "connectors", "secrets", "agents", "pipelines", "data", "access")) {
                script.run(name + ".txt");
            }
        }
        assertThat(judge.unseen())
                .as("described in api/openapi.json (METHOD STATUS CODE PATH) and never seen: add a request to "
                        + "testing/src/test/resources/api/*.txt that is answered like this, or take it out of the "
                        + "description")
                .isEmpty();
    }

    /** They take longer to compile than the next requests take to be sent. */
    private static String manyViews() {
        return IntStream.range(0, 100)
                .mapToObj(i -> "CREATE VIEW v" + i + " AS SELECT x.a, SUM(y.b) AS s, MAX(x.b) AS m FROM t x JOIN t y"
                        + " ON x.a = y.b WHERE x.b > " + i + " GROUP BY x.a;")
                .collect(Collectors.joining(" "));
    }
}
