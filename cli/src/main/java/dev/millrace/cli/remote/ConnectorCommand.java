package dev.millrace.cli.remote;

import dev.millrace.api.Json;
import dev.millrace.cli.Version;
import dev.millrace.cli.remote.Remote.Column;
import dev.millrace.cli.remote.Remote.RefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** {@code millrace connector}: stored connectors of a manager. */
@Command(
        name = "connector",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Creates, changes and shows connectors that a manager keeps for its pipelines.",
        synopsisSubcommandLabel = "COMMAND")
public final class ConnectorCommand implements Runnable {
    private static final String BASE = "/v0/connectors";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(name = "list", description = "Lists the connectors.", mixinStandardHelpOptions = true)
    int list(@Mixin Remote remote) throws InterruptedException {
        return remote.perform(() -> remote.show(
                remote.get(BASE),
                List.of(
                        Column.of("NAME", "name"),
                        new Column(
                                "TRANSPORT",
                                c -> c.path("config")
                                        .path("transport")
                                        .path("name")
                                        .asString("")),
                        Column.of("VERSION", "version"),
                        Column.of("DESCRIPTION", "description"))));
    }

    @Command(name = "create", description = "Creates a connector, or replaces it.", mixinStandardHelpOptions = true)
    int create(
            @Mixin Remote remote,
            @Parameters(paramLabel = "NAME") String name,
            @Parameters(paramLabel = "CONFIG.json", description = "A file with transport and format.") Path file)
            throws InterruptedException {
        return remote.perform(() -> {
            JsonNode config;
            try {
                config = Json.read(Files.readString(file));
            } catch (JacksonException e) {
                throw new RefusedException(file + " is no JSON: " + e.getOriginalMessage());
            }
            JsonNode answer =
                    remote.send("PUT", Remote.path(BASE, name), Json.object().set("config", config));
            remote.show(
                    answer,
                    name + " is there, version " + answer.path("version").asLong());
        });
    }

    @Command(name = "show", description = "Shows a connector.", mixinStandardHelpOptions = true)
    int show(@Mixin Remote remote, @Parameters(paramLabel = "NAME") String name) throws InterruptedException {
        return remote.perform(() -> {
            JsonNode connector = remote.get(Remote.path(BASE, name));
            remote.show(connector, connector.path("config").toPrettyString());
        });
    }

    @Command(
            name = "delete",
            description = "Deletes a connector that no pipeline uses.",
            mixinStandardHelpOptions = true)
    int delete(@Mixin Remote remote, @Parameters(paramLabel = "NAME") String name) throws InterruptedException {
        return remote.delete(BASE, name);
    }
}
