package dev.millrace.cli.remote;

import dev.millrace.api.Json;
import dev.millrace.cli.Version;
import dev.millrace.cli.remote.Remote.Column;
import dev.millrace.cli.remote.Remote.RefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code millrace program}: stored programs of a manager. */
@Command(
        name = "program",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Creates, changes and shows programs that a manager keeps for its pipelines.",
        synopsisSubcommandLabel = "COMMAND")
public final class ProgramCommand implements Runnable {
    private static final String BASE = "/v0/programs";
    private static final long LOOK_NANOS = 50_000_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(name = "list", description = "Lists the programs.", mixinStandardHelpOptions = true)
    int list(@Mixin Remote remote) throws InterruptedException {
        return remote.perform(() -> remote.show(
                remote.get(BASE),
                List.of(
                        Column.of("NAME", "name"),
                        new Column("STATUS", p -> Statuses.program(p.path("status"))),
                        Column.of("VERSION", "version"),
                        Column.of("DESCRIPTION", "description"))));
    }

    @Command(
            name = "create",
            description = "Creates a program, or replaces it, and waits until it is compiled.",
            mixinStandardHelpOptions = true)
    int create(
            @Mixin Remote remote,
            @Parameters(paramLabel = "NAME") String name,
            @Parameters(paramLabel = "PROGRAM.sql") Path file,
            @Option(names = "--version-seen", paramLabel = "N", description = "Refuses to replace any other version.")
                    @Nullable
                    Long guard)
            throws InterruptedException {
        return remote.perform(() -> {
            ObjectNode body = Json.object().put("code", Files.readString(file));
            if (guard != null) {
                body.put("guard", guard);
            }
            remote.send("PUT", Remote.path(BASE, name), body);
            JsonNode program = remote.get(Remote.path(BASE, name));
            while (!Statuses.compiled(program.path("status"))) {
                LockSupport.parkNanos(LOOK_NANOS);
                program = remote.get(Remote.path(BASE, name));
            }
            String mistakes = Statuses.mistakes(program.path("status"), file.toString());
            if (!mistakes.isEmpty()) {
                throw new RefusedException(mistakes);
            }
            remote.show(
                    program,
                    name + " is compiled, version " + program.path("version").asLong());
        });
    }

    @Command(name = "show", description = "Shows the text of a program.", mixinStandardHelpOptions = true)
    int show(@Mixin Remote remote, @Parameters(paramLabel = "NAME") String name) throws InterruptedException {
        return remote.perform(() -> {
            JsonNode program = remote.get(Remote.path(BASE, name) + "?with_code=true");
            remote.show(program, program.path("code").asString());
        });
    }

    @Command(name = "delete", description = "Deletes a program that no pipeline uses.", mixinStandardHelpOptions = true)
    int delete(@Mixin Remote remote, @Parameters(paramLabel = "NAME") String name) throws InterruptedException {
        return remote.delete(BASE, name);
    }
}
