package dev.millrace.testing.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each client lives a pipeline's life: created, compiled, started, fed, listened to, asked, paused, resumed, stopped and deleted. */
class FelderaClientsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path folder = Path.of("");

    private Ran run(String address, List<String> command, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(command);
        all.add(address);
        all.addAll(List.of(arguments));
        return Ran.of(folder, Map.of(), PATIENCE, all);
    }

    private static String script(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(FelderaClientsTest.class.getResource("/clients/" + name))
                        .toURI())
                .toString();
    }

    private void drives(Installation client, String script, String path) throws Exception {
        try (Served served = new Served(data())) {
            Ran ran =
                    run(served.address() + path, List.of(client.program("python"), script(script)), folder.toString());
            assertThat(ran.code()).as(ran.output() + "\nserve: " + log()).isZero();
        }
    }

    private Path data() throws IOException {
        return Files.createDirectories(folder.resolve("data"));
    }

    private String log() throws IOException {
        return Files.readString(data().resolve("serve.log"));
    }

    @Test
    void theNewestPythonSdkDrivesTheNewestApi() throws Exception {
        drives(Installation.python("sdk-0.369.0", "feldera==0.369.0"), "sdk_newest.py", "/feldera");
    }

    @Test
    void thePythonSdkOfItsTimeDrivesTheClassicApi() throws Exception {
        drives(Installation.python("sdk-0.34.0", "feldera==0.34.0", "numpy<2"), "sdk_classic.py", "");
    }

    /** The newest core of dbt 1.11 depends on a package that fetches its content from elsewhere. */
    @Test
    void dbtDrivesTheNewestApi() throws Exception {
        drives(
                Installation.python("dbt-0.369.0", "dbt-feldera==0.369.0", "dbt-core==1.11.2"),
                "run_dbt.py",
                "/feldera");
    }
}
