package dev.millrace.cli.remote;

import dev.millrace.api.Json;
import dev.millrace.cli.Version;
import dev.millrace.cli.remote.Remote.Column;
import dev.millrace.cli.serve.AllowanceOptions;
import dev.millrace.cli.serve.ProcessCommand;
import dev.millrace.cli.serve.Telemetry;
import dev.millrace.cli.serve.TlsOptions;
import dev.millrace.manager.agent.Agent;
import dev.millrace.manager.rest.Listener;
import dev.millrace.manager.runner.LocalRunner;
import dev.millrace.manager.tls.PemFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code millrace agent}: runs pipelines for a manager on another machine. */
@Command(
        name = "agent",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Runs pipelines for a manager that may be on another machine, until it is ended.",
            "Create the agent at the manager first, which shows its token: millrace agent create NAME.",
            "A pipeline runs here if its runtime_config says: \"agent\": \"NAME\".",
            "Pipelines run as processes of their own and go on when the agent ends; the next one takes them over."
        },
        synopsisSubcommandLabel = "[COMMAND]")
public final class AgentCommand implements Callable<Integer> {
    private static final String BASE = "/v0/agents";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration IDLE_MAX = Duration.ofSeconds(30);
    private static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost", "::1", "[::1]");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--manager", paramLabel = "URL", description = "Where the manager listens.")
    private @Nullable URI manager;

    @Option(names = "--name", paramLabel = "NAME", description = "Which of its agents this is.")
    private @Nullable String name;

    @Option(
            names = "--token",
            defaultValue = "${env:MILLRACE_AGENT_TOKEN}",
            paramLabel = "TOKEN",
            description = "The token of the agent: MILLRACE_AGENT_TOKEN is seen by fewer than an argument.")
    private @Nullable String token;

    @Option(
            names = "--data",
            defaultValue = "${env:MILLRACE_DATA:-${sys:user.home}/.millrace-agent}",
            paramLabel = "FOLDER",
            description = "Where everything is kept: MILLRACE_DATA, or .millrace-agent in the home folder.")
    private Path data = Path.of("");

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            paramLabel = "HOST",
            description = "Where to take requests of the manager for pipelines (127.0.0.1).")
    private String host = "";

    @Option(
            names = "--port",
            defaultValue = "0",
            paramLabel = "PORT",
            description = "Likewise; 0 (the default) for any free port.")
    private int port;

    @Option(
            names = "--address",
            paramLabel = "URL",
            description = "How the manager reaches this agent, if not as --host and --port say.")
    private @Nullable URI address;

    @Option(
            names = "--manager-ca-cert",
            paramLabel = "FILE",
            description = "Trusts the certificates in this file, PEM, to be the manager's, and no others.")
    private @Nullable Path authorities;

    @Option(
            names = "--insecure",
            description =
                    "Allows HTTP without encryption to and from other machines: tokens, secrets and rows can be read on the way.")
    private boolean insecure;

    @Option(
            names = "--log-format",
            paramLabel = "text|json",
            description = "How this agent and its pipelines log: MILLRACE_LOG_FORMAT, or text.")
    private String logFormat = "text";

    @Mixin
    private TlsOptions tls = new TlsOptions();

    @Mixin
    private AllowanceOptions allowances = new AllowanceOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (manager == null || name == null || token == null) {
            throw wrong("an agent needs --manager, --name and --token");
        }
        Telemetry.configure("millrace-agent");
        PemFiles files = files();
        boolean plain = manager.getScheme().equals("http") && !LOOPBACK.contains(manager.getHost())
                || files == null && !LOOPBACK.contains(host);
        if (plain && !insecure) {
            throw wrong("use https for --manager, and --tls-cert with --tls-key, or --insecure if plain HTTP is meant");
        }
        Agent.Settings settings = new Agent.Settings(
                manager, name, token, data, new Listener(host, port, files, IDLE_MAX), address, version());
        LocalRunner runner =
                new LocalRunner(data.resolve("pipelines"), ProcessCommand.of(data), allowances.allowances(true));
        Agent agent;
        try {
            agent = new Agent(settings, runner, client());
        } catch (IOException e) {
            spec.commandLine().getErr().println("the agent cannot start: " + e.getMessage());
            return 1;
        }
        spec.commandLine().getOut().println("agent " + name + " listening on " + agent.address());
        spec.commandLine().getOut().flush();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(agent), "close"));
        agent.awaitEnd();
        return 1;
    }

    private static void close(Agent agent) {
        try {
            agent.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private @Nullable PemFiles files() {
        try {
            return tls.files();
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private static String version() {
        return Optional.ofNullable(AgentCommand.class.getPackage().getImplementationVersion())
                .orElse("0.0.0");
    }

    private HttpClient client() throws IOException {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .executor(Executors.newVirtualThreadPerTaskExecutor());
        return (authorities == null ? builder : builder.sslContext(PemFiles.trusting(authorities))).build();
    }

    @Command(name = "list", description = "Lists the agents of a manager.", mixinStandardHelpOptions = true)
    int list(@Mixin Remote remote) throws InterruptedException {
        return remote.perform(() -> remote.show(
                remote.get(BASE),
                List.of(
                        Column.of("NAME", "name"),
                        Column.of("CONNECTED", "connected"),
                        Column.of("DEPLOYMENTS", "deployments"),
                        Column.of("ADDRESS", "address"))));
    }

    @Command(
            name = "create",
            description = "Creates an agent at a manager and shows its token, this once.",
            mixinStandardHelpOptions = true)
    int create(@Mixin Remote remote, @Parameters(paramLabel = "NAME") String created) throws InterruptedException {
        return remote.perform(() -> {
            JsonNode agent = remote.send("POST", BASE, Json.object().put("name", created));
            remote.show(agent, agent.path("token").asString());
        });
    }

    @Command(name = "delete", description = "Deletes an agent that has no pipelines.", mixinStandardHelpOptions = true)
    int delete(@Mixin Remote remote, @Parameters(paramLabel = "NAME") String deleted) throws InterruptedException {
        return remote.delete(BASE, deleted);
    }
}
