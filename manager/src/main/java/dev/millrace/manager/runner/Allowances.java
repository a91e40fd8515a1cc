package dev.millrace.manager.runner;

import dev.millrace.api.Json;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What programs may make the processes of a machine reach. Who decides is whoever starts the manager or agent, never a request.
 *
 * @param restricted whether the next three matter; if not, everything is allowed
 * @param paths connectors may read and write files below these folders
 * @param hosts connectors may ask URLs of these: {@code HOST}, {@code HOST:PORT}, {@code *}
 * @param variables of the process that {@code ${env:NAME}} may name: names, or beginnings with a star behind
 * @param secretPaths {@code ${file:/PATH}} may name files below these folders, restricted or not
 */
public record Allowances(
        boolean restricted, List<Path> paths, List<String> hosts, List<String> variables, List<Path> secretPaths) {
    /** Everything but secrets in files. */
    public static final Allowances ALL = new Allowances(false, List.of(), List.of(), List.of(), List.of());

    public Allowances {
        paths = absolute(paths);
        hosts = List.copyOf(hosts);
        variables = List.copyOf(variables);
        secretPaths = absolute(secretPaths);
    }

    private static List<Path> absolute(List<Path> paths) {
        return paths.stream().map(path -> path.toAbsolutePath().normalize()).toList();
    }

    /** As the process of a pipeline is told; files below {@code own} are what it may never reach. */
    ObjectNode json(Path own, boolean secretsOnStandardInput) {
        ObjectNode node = Json.object();
        node.put("restricted", restricted);
        fill(node.putArray("folders"), paths);
        fill(node.putArray("hosts"), hosts);
        fill(node.putArray("variables"), variables);
        fill(node.putArray("denied"), List.of(own));
        fill(node.putArray("secret_folders"), secretPaths);
        node.put("secrets_on_stdin", secretsOnStandardInput);
        return node;
    }

    private static void fill(ArrayNode list, List<?> values) {
        values.forEach(value -> list.add(value.toString()));
    }
}
