package dev.millrace.dataplane.service;

import dev.millrace.connect.Permissions;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What the program of a pipeline may reach.
 *
 * @param permissions files and hosts
 * @param variables of the process that references may name, if restricted
 * @param secretFolders whose files references may name
 * @param secretsHanded whether secrets come on standard input
 */
public record AccessConfig(
        Permissions permissions, List<String> variables, List<Path> secretFolders, boolean secretsHanded) {

    static AccessConfig of(JsonNode json) {
        Permissions permissions = json.path("restricted").asBoolean(false)
                ? new Permissions(
                        true, paths(json.path("folders")), texts(json.path("hosts")), paths(json.path("denied")))
                : Permissions.ALL;
        return new AccessConfig(
                permissions,
                texts(json.path("variables")),
                paths(json.path("secret_folders")),
                json.path("secrets_on_stdin").asBoolean(false));
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    private static List<Path> paths(JsonNode list) {
        return list.valueStream().map(path -> Path.of(path.asString())).toList();
    }
}
