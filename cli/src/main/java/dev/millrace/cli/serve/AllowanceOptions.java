package dev.millrace.cli.serve;

import dev.millrace.manager.runner.Allowances;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What programs may reach on the machine that runs them. */
public final class AllowanceOptions {
    @Option(
            names = "--allow-path",
            paramLabel = "FOLDER",
            description = "Lets connectors read and write files below it; may be repeated.")
    private List<Path> paths = new ArrayList<>();

    @Option(
            names = "--allow-host",
            paramLabel = "HOST[:PORT]",
            description = "Lets connectors ask URLs of it; * for all; may be repeated.")
    private List<String> hosts = new ArrayList<>();

    @Option(
            names = "--allow-env",
            paramLabel = "NAME",
            description = "Lets $${env:NAME} be this variable; NAME* for all that begin so; may be repeated.")
    private List<String> variables = new ArrayList<>();

    @Option(
            names = "--secret-path",
            paramLabel = "FOLDER",
            description = "Lets $${file:/PATH} be a file below it; may be repeated.")
    private List<Path> secretPaths = new ArrayList<>();

    /** Everything is allowed unless {@code exposed}, or something is named here. */
    public Allowances allowances(boolean exposed) {
        boolean restricted = exposed || !paths.isEmpty() || !hosts.isEmpty() || !variables.isEmpty();
        return new Allowances(restricted, paths, hosts, variables, secretPaths);
    }
}
