package dev.millrace.manager;

import dev.millrace.manager.agent.RemoteRunner;
import dev.millrace.manager.agent.Runners;
import dev.millrace.manager.auth.ApiKeys;
import dev.millrace.manager.auth.Authenticator;
import dev.millrace.manager.auth.OidcTokens;
import dev.millrace.manager.catalog.Catalog;
import dev.millrace.manager.compile.CompilationQueue;
import dev.millrace.manager.compile.CompilationQueue.Job;
import dev.millrace.manager.compile.ProgramCompiler;
import dev.millrace.manager.pipeline.Deployer;
import dev.millrace.manager.pipeline.Limits;
import dev.millrace.manager.pipeline.PipelineProcess;
import dev.millrace.manager.pipeline.Pipelines;
import dev.millrace.manager.pipeline.Reconcilers;
import dev.millrace.manager.pipeline.StartUpCache;
import dev.millrace.manager.rest.Listener;
import dev.millrace.manager.rest.RestServer;
import dev.millrace.manager.runner.LocalRunner;
import dev.millrace.manager.runner.PipelineCommand;
import dev.millrace.manager.runner.Runner;
import dev.millrace.manager.secret.SecretStore;
import dev.millrace.manager.tls.PemFiles;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A running manager. Closing it, or killing it, leaves the processes of pipelines alone: the next manager over the same data folder
 * and database takes them over.
 */
public final class Manager implements AutoCloseable {
    private final Catalog catalog;
    private final Reconcilers reconcilers;
    private final CompilationQueue compilations;
    private final RestServer server;

    /**
     * How a manager is set up.
     *
     * @param data folder of everything it keeps
     * @param database JDBC URL of a PostgreSQL database, null for one in the data folder
     * @param port 0 for any that is free
     * @param security who may ask for what
     * @param command how processes of pipelines are called
     */
    public record Settings(
            Path data,
            @Nullable String database,
            String host,
            int port,
            Security security,
            PipelineCommand command,
            Limits limits,
            String version) {}

    /** Starts a manager. */
    public Manager(Settings settings) throws IOException {
        Clock clock = Clock.systemUTC();
        Files.createDirectories(settings.data());
        catalog = settings.database() == null
                ? Catalog.embedded(settings.data(), clock)
                : Catalog.at(settings.database(), clock);
        HttpClient client = client(settings.security().agentAuthorities());
        Security security = settings.security();
        LocalRunner local =
                new LocalRunner(settings.data().resolve("pipelines"), settings.command(), security.allowances());
        RemoteRunner agents = new RemoteRunner(catalog, client, Limits.AGENT_SILENCE_MAX);
        Runner runner = new Runners(local, agents, catalog.placements());
        ProgramCompiler compiler = new ProgramCompiler();
        SecretStore secrets = new SecretStore(catalog, settings.data(), clock);
        Deployer deployer = new Deployer(catalog, compiler, secrets);
        reconcilers = new Reconcilers(catalog, runner, new PipelineProcess(client), deployer, clock, settings.limits());
        compilations = new CompilationQueue(catalog, compiler, clock, this::compiled);
        Pipelines pipelines =
                new Pipelines(catalog, deployer, runner, reconcilers, compilations, clock, settings.version());
        compilations.start();
        StartUpCache.makeIfMissing(settings.command(), compiler, client);
        reconcilers.start();
        ApiKeys keys = new ApiKeys(catalog, clock);
        server = RestServer.start(
                new RestServer.Parts(
                        catalog,
                        compilations,
                        compiler,
                        pipelines,
                        deployer,
                        runner,
                        client,
                        secrets,
                        keys,
                        agents,
                        security.allowances().restricted(),
                        clock,
                        settings.version()),
                new Listener(
                        settings.host(),
                        settings.port(),
                        security.tls(),
                        security.limits().idleMax()),
                security.authenticated() ? authenticator(security, keys, settings.data()) : null,
                security.limits());
    }

    private static HttpClient client(@Nullable Path authorities) throws IOException {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(2))
                .executor(Executors.newVirtualThreadPerTaskExecutor());
        return (authorities == null ? builder : builder.sslContext(PemFiles.trusting(authorities))).build();
    }

    private Authenticator authenticator(Security security, ApiKeys keys, Path data) throws IOException {
        if (security.oidc() == null) {
            FirstKey.makeIfNeeded(catalog, keys, data);
            return new Authenticator(keys, null);
        }
        return new Authenticator(keys, new OidcTokens(security.oidc()));
    }

    /** Where it listens. */
    public int port() {
        return server.port();
    }

    private void compiled(Job job) {
        if (!job.stored()) {
            reconcilers.wakeIfAwake(job.id());
            return;
        }
        catalog.programs()
                .find(job.id())
                .ifPresent(program -> catalog.pipelines()
                        .listWhere("program_name", java.util.List.of(program.name()))
                        .forEach(pipeline -> reconcilers.wakeIfAwake(pipeline.id())));
    }

    @Override
    public void close() {
        server.close();
        compilations.close();
        reconcilers.close();
        catalog.close();
    }
}
