package dev.millrace.cli.remote;

import dev.millrace.api.Json;
import dev.millrace.cli.Version;
import dev.millrace.cli.remote.Remote.Column;
import dev.millrace.cli.remote.Remote.RefusedException;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code millrace secret}: the secrets of a manager. */
@Command(
        name = "secret",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Sets, lists and deletes secrets, to which configurations refer as ${secret:NAME}.",
            "Their values are kept encrypted, and never shown."
        },
        synopsisSubcommandLabel = "COMMAND")
public final class SecretCommand implements Runnable {
    private static final String BASE = "/v0/secrets";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(name = "list", description = "Lists the secrets, but not their values.", mixinStandardHelpOptions = true)
    int list(@Mixin Remote remote) throws InterruptedException {
        return remote.perform(() -> remote.show(
                remote.get(BASE),
                List.of(
                        Column.of("NAME", "name"),
                        Column.of("VERSION", "version"),
                        Column.of("DESCRIPTION", "description"))));
    }

    @Command(
            name = "set",
            description = {
                "Creates a secret, or gives it another value.",
                "The value is asked for, or read from standard input: an argument could be seen by others."
            },
            mixinStandardHelpOptions = true)
    int set(
            @Mixin Remote remote,
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--from-file", paramLabel = "FILE", description = "Reads the value from there.") @Nullable
                    Path file,
            @Option(names = "--description", defaultValue = "", paramLabel = "TEXT", description = "What it is for.")
                    String description)
            throws InterruptedException {
        return remote.perform(() -> {
            String value = value(file);
            if (value.isEmpty()) {
                throw new RefusedException("the value is empty");
            }
            JsonNode answer = remote.send(
                    "PUT",
                    Remote.path(BASE, name),
                    Json.object().put("value", value).put("description", description));
            remote.show(
                    answer, name + " is set, version " + answer.path("version").asLong());
        });
    }

    @Command(name = "delete", description = "Deletes a secret.", mixinStandardHelpOptions = true)
    int delete(@Mixin Remote remote, @Parameters(paramLabel = "NAME") String name) throws InterruptedException {
        return remote.delete(BASE, name);
    }

    /** The last line break belongs to the file, or to the echo that wrote it. */
    private static String value(@Nullable Path file) throws IOException {
        Console console = System.console();
        if (file == null && console != null && console.isTerminal()) {
            char[] typed = console.readPassword("Value: ");
            return typed == null ? "" : new String(typed);
        }
        String text =
                file == null ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8) : Files.readString(file);
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
