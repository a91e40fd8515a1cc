package dev.millrace.manager.agent;

import dev.millrace.manager.FakePipeline;
import dev.millrace.manager.rest.Listener;
import dev.millrace.manager.runner.Allowances;
import dev.millrace.manager.runner.LocalRunner;
import dev.millrace.manager.runner.PipelineCommand;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** An agent in a process of its own, whose pipelines are fakes: {@code MANAGER NAME TOKEN FOLDER}. */
public final class AgentProcess {
    private AgentProcess() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path data = Path.of(arguments[3]);
        PipelineCommand command = new PipelineCommand(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto"),
                System.getProperty("java.class.path"),
                FakePipeline.class.getName(),
                null);
        Agent agent = new Agent(
                new Agent.Settings(
                        URI.create(arguments[0]),
                        arguments[1],
                        arguments[2],
                        data,
                        new Listener("127.0.0.1", 0, null, Duration.ofSeconds(30)),
                        null,
                        "0.1.0"),
                new LocalRunner(data.resolve("pipelines"), command, Allowances.ALL),
                HttpClient.newHttpClient());
        agent.awaitEnd();
    }

    /** Starts one. */
    static Process start(String manager, String name, String token, Path folder) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AgentProcess.class.getName(),
                        manager,
                        name,
                        token,
                        folder.toString())
                .inheritIO()
                .start();
    }
}
