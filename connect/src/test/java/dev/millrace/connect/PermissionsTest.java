package dev.millrace.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.connect.config.ConfigProblem;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PermissionsTest {
    @TempDir
    private Path folder = Path.of("");

    private static void refused(Permissions permissions, Path file) {
        assertThatThrownBy(() -> permissions.checkFile(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--allow-path");
    }

    @Test
    void filesLieBelowAllowedFoldersHoweverTheyAreSpelled() throws Exception {
        Path allowed = Files.createDirectories(folder.resolve("in/deep"));
        Path own = Files.createDirectories(folder.resolve("in/own"));
        Path other = Files.createDirectories(folder.resolve("out"));
        Files.writeString(other.resolve("file"), "x");
        Files.createSymbolicLink(allowed.resolve("link"), other);
        Permissions permissions = new Permissions(true, List.of(folder.resolve("in")), List.of(), List.of(own));
        assertThatCode(() -> permissions.checkFile(allowed.resolve("new/file"))).doesNotThrowAnyException();
        assertThatCode(() -> permissions.checkFile(allowed.resolve("../file"))).doesNotThrowAnyException();
        refused(permissions, other.resolve("file"));
        refused(permissions, allowed.resolve("../../out/file"));
        refused(permissions, allowed.resolve("link/file"));
        refused(permissions, own.resolve("secret.key"));
        refused(permissions, Path.of("/etc/passwd"));
        assertThatCode(() -> Permissions.ALL.checkFile(other.resolve("file"))).doesNotThrowAnyException();
    }

    @Test
    void aLinkThatLeadsNowhereIsNotFollowed() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("../nothing/here"));
        Permissions permissions = new Permissions(true, List.of(folder), List.of(), List.of());
        assertThatThrownBy(() -> permissions.checkFile(link)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hostsAreNamedWithOrWithoutTheirPort() {
        Permissions permissions =
                new Permissions(true, List.of(), List.of("Data.example.org", "10.0.0.1:8080"), List.of());
        assertThatCode(() -> permissions.checkUrl(URI.create("https://data.EXAMPLE.org/x")))
                .doesNotThrowAnyException();
        assertThatCode(() -> permissions.checkUrl(URI.create("http://10.0.0.1:8080/")))
                .doesNotThrowAnyException();
        for (String url : List.of(
                "http://10.0.0.1/",
                "http://169.254.169.254/latest/meta-data",
                "http://data.example.org@evil.org/",
                "file:///etc/passwd")) {
            assertThatThrownBy(() -> permissions.checkUrl(URI.create(url)))
                    .as(url)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        Permissions all = new Permissions(true, List.of(), List.of("*"), List.of());
        assertThatCode(() -> all.checkUrl(URI.create("http://anywhere/"))).doesNotThrowAnyException();
    }

    @Test
    void settingsOfClientsThatNameFilesAreLookedAt() {
        Permissions permissions = new Permissions(true, List.of(), List.of(), List.of());
        List<ConfigProblem> problems = new ArrayList<>();
        permissions.checkSettings(
                Map.of(
                        "ssl.ca.location",
                        "/etc/shadow",
                        "deep",
                        Map.of("sasl.oauthbearer.token.endpoint.url", "http://evil/"),
                        "topic",
                        "/etc/shadow"),
                "c",
                problems);
        assertThat(problems)
                .extracting(ConfigProblem::path)
                .containsExactlyInAnyOrder("c.ssl.ca.location", "c.deep.sasl.oauthbearer.token.endpoint.url");
        permissions.checkSettings("text", "c", problems);
        assertThat(problems).hasSize(2);
    }
}
