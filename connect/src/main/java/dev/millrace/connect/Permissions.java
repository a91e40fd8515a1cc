package dev.millrace.connect;

import dev.millrace.connect.config.ConfigProblem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which files and hosts the connectors of a pipeline may touch on the word of whoever wrote its program. Immutable.
 *
 * @param restricted whether the rest matters; if not, everything is allowed
 * @param folders files below these, symbolic links followed
 * @param hosts of URLs: {@code HOST}, {@code HOST:PORT}, or {@code *} for all
 * @param denied folders whose files are never allowed while restricted, even below an allowed one
 */
public record Permissions(boolean restricted, List<Path> folders, List<String> hosts, List<Path> denied) {
    /** Everything is allowed. */
    public static final Permissions ALL = new Permissions(false, List.of(), List.of(), List.of());

    /** Settings of client libraries that name a file or an URL are recognized by how they end. */
    private static final String FILE_SETTING = ".location";

    private static final String URL_SETTING = ".url";

    public Permissions {
        folders = List.copyOf(folders);
        hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
        denied = List.copyOf(denied);
    }

    /** Throws {@link IllegalArgumentException} if a file may not be read or written; it need not exist. */
    public void checkFile(Path file) {
        if (!restricted) {
            return;
        }
        Path real = real(file.toAbsolutePath().normalize());
        boolean allowed = folders.stream().anyMatch(folder -> real.startsWith(real(folder)));
        if (!allowed || denied.stream().anyMatch(folder -> real.startsWith(real(folder)))) {
            throw new IllegalArgumentException("the file " + file
                    + " is outside of the folders that this server allows; it is started with --allow-path FOLDER");
        }
    }

    /** Throws {@link IllegalArgumentException} if an URL may not be asked. */
    public void checkUrl(URI url) {
        if (!restricted) {
            return;
        }
        if ("file".equalsIgnoreCase(url.getScheme())) {
            checkFile(Path.of(url));
            return;
        }
        String host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
        String authority = host + ":" + port(url);
        if (!hosts.contains("*") && !hosts.contains(host) && !hosts.contains(authority)) {
            throw new IllegalArgumentException("the host of " + url.getScheme() + "://" + host
                    + " is not one that this server allows; it is started with --allow-host HOST");
        }
    }

    private static int port(URI url) {
        if (url.getPort() >= 0) {
            return url.getPort();
        }
        return "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
    }

    /** Adds what is not allowed in the settings of a client library, a tree whose references are resolved. */
    void checkSettings(@Nullable Object settings, String path, List<ConfigProblem> problems) {
        if (!restricted || !(settings instanceof Map<?, ?> map)) {
            return;
        }
        map.forEach((key, value) -> {
            String name = String.valueOf(key);
            if (value instanceof String text) {
                refusal(name, text).ifPresent(why -> problems.add(new ConfigProblem(path + "." + name, why)));
            } else {
                checkSettings(value, path + "." + name, problems);
            }
        });
    }

    private Optional<String> refusal(String name, String value) {
        try {
            if (name.endsWith(FILE_SETTING)) {
                checkFile(Path.of(value));
            } else if (name.endsWith(URL_SETTING)) {
                checkUrl(URI.create(value));
            }
            return Optional.empty();
        } catch (IllegalArgumentException refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
    }

    /** The path with the symbolic links in it followed, as far as it exists. */
    private static Path real(Path path) {
        Path existing = path;
        while (existing != null && !Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
            existing = existing.getParent();
        }
        if (existing == null) {
            return path;
        }
        try {
            return existing.toRealPath().resolve(existing.relativize(path)).normalize();
        } catch (IOException e) {
            throw new IllegalArgumentException("the path " + path + " cannot be followed", e);
        }
    }
}
