package dev.millrace.cli.remote;

import dev.millrace.api.Json;
import dev.millrace.cli.Version;
import dev.millrace.cli.remote.Remote.Column;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code millrace apikey}: keys to the API of a manager. */
@Command(
        name = "apikey",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Creates and deletes keys to the API of a manager.",
        synopsisSubcommandLabel = "COMMAND")
public final class ApiKeyCommand implements Runnable {
    private static final String BASE = "/v0/api_keys";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(name = "list", description = "Lists the keys, but not what they are.", mixinStandardHelpOptions = true)
    int list(@Mixin Remote remote) throws InterruptedException {
        return remote.perform(
                () -> remote.show(remote.get(BASE), List.of(Column.of("NAME", "name"), Column.of("ROLE", "role"))));
    }

    @Command(name = "create", description = "Creates a key and shows it, this once.", mixinStandardHelpOptions = true)
    int create(
            @Mixin Remote remote,
            @Parameters(paramLabel = "NAME") String name,
            @Option(
                            names = "--role",
                            defaultValue = "read",
                            paramLabel = "read|write",
                            description = "What it allows (read).")
                    String role)
            throws InterruptedException {
        return remote.perform(() -> {
            JsonNode key =
                    remote.send("POST", BASE, Json.object().put("name", name).put("role", role));
            remote.show(key, key.path("api_key").asString());
        });
    }

    @Command(name = "delete", description = "Deletes a key.", mixinStandardHelpOptions = true)
    int delete(@Mixin Remote remote, @Parameters(paramLabel = "NAME") String name) throws InterruptedException {
        return remote.delete(BASE, name);
    }
}
