package dev.millrace.dataplane.secret;

import dev.millrace.api.Json;
import dev.millrace.connect.config.SecretSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * What references stand for in the process of a pipeline: {@code ${env:NAME}} a variable, {@code ${secret:NAME}} what whoever started
 * the process handed over, {@code ${file:/PATH}} a file below a folder that is meant for that. Everything that is looked up is redacted
 * from then on.
 */
public final class ProcessSecrets implements SecretSource {
    /** Where Feldera has secrets of Kubernetes: {@code ${secret:kubernetes:NAME/KEY}}. */
    private static final Path KUBERNETES = Path.of("/etc/feldera-secrets/kubernetes");

    private static final Pattern KUBERNETES_NAME =
            Pattern.compile("kubernetes:([a-z0-9][a-z0-9.-]*/[A-Za-z0-9_-][A-Za-z0-9._-]*)");
    private static final long FILE_BYTES_MAX = 1 << 20;

    private final Function<String, @Nullable String> variables;
    private final Map<String, String> handed;
    private final List<Path> folders;
    private final Redaction redaction;

    /**
     * Secrets of a process.
     *
     * @param variables gives {@code null} for those that are not set, or not to be seen
     * @param handed what it was started with, by name
     * @param folders files below these may be referred to
     */
    public ProcessSecrets(
            Function<String, @Nullable String> variables,
            Map<String, String> handed,
            List<Path> folders,
            Redaction redaction) {
        this.variables = variables;
        this.handed = Map.copyOf(handed);
        this.folders = List.copyOf(folders);
        this.redaction = redaction;
    }

    /** Reads what is handed over: an object of texts, then the end. */
    public static Map<String, String> read(InputStream in) throws IOException {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> secrets = new LinkedHashMap<>();
        try {
            Json.read(text)
                    .properties()
                    .forEach(entry ->
                            secrets.put(entry.getKey(), entry.getValue().asString("")));
        } catch (JacksonException e) {
            throw new IOException("the secrets were not handed over", null);
        }
        return secrets;
    }

    /** Whether a variable is one of these: names, or beginnings of names with a star behind. */
    public static Predicate<String> matching(List<String> patterns) {
        return name -> patterns.stream()
                .anyMatch(pattern -> pattern.endsWith("*")
                        ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                        : name.equals(pattern));
    }

    @Override
    public Found find(String kind, String name) {
        Found found = switch (kind) {
            case "env" -> of(variables.apply(name), "the environment variable " + name + " is not set");
            case "secret" -> secret(name);
            case "file" -> file(name);
            default ->
                new Found.Missing(
                        "no secrets come from \"" + kind + "\" (known: ${env:NAME}, ${secret:NAME}, ${file:/PATH})");
        };
        if (found instanceof Found.Value value) {
            redaction.add(value.text());
        }
        return found;
    }

    private Found secret(String name) {
        var kubernetes = KUBERNETES_NAME.matcher(name);
        return kubernetes.matches()
                ? content(KUBERNETES.resolve(kubernetes.group(1)))
                : of(handed.get(name), "there is no secret " + name + "; set it with: millrace secret set " + name);
    }

    private Found file(String name) {
        try {
            Path file = Path.of(name).toRealPath();
            for (Path folder : folders) {
                if (Files.isDirectory(folder) && file.startsWith(folder.toRealPath())) {
                    return content(file);
                }
            }
        } catch (InvalidPathException | IOException e) {
            // What cannot be found is not told apart from what may not be read.
        }
        return new Found.Missing("there is no file " + name
                + " in the folders that secrets may lie in; this server is started with --secret-path FOLDER");
    }

    private static Found content(Path file) {
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                return new Found.Missing("the file " + file + " is too large for a secret");
            }
            return new Found.Value(Files.readString(file).stripTrailing());
        } catch (IOException e) {
            return new Found.Missing("the file " + file + " cannot be read");
        }
    }

    private static Found of(@Nullable String value, String why) {
        return value == null ? new Found.Missing(why) : new Found.Value(value);
    }
}
