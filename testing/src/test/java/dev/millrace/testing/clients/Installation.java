package dev.millrace.testing.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A client in a folder of its own. Installed once: the folder is kept, with a note of what is in it.
 *
 * @param folder of the client
 */
record Installation(Path folder) {
    private static final Path ALL = Path.of("target", "clients").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration LONG_PATIENCE = Duration.ofMinutes(40);
    /** What installers say when they do not get through to where packages are. */
    private static final List<String> UNREACHABLE = List.of(
            "No matching distribution found",
            "Failed to establish a new connection",
            "Name or service not known",
            "Temporary failure in name resolution",
            "Connection refused",
            "Network is unreachable",
            "timed out",
            "download of config.json failed",
            "failed to download",
            "Could not resolve host");

    /** These packages for Python, in an environment of their own. */
    static Installation python(String name, String... packages) throws IOException, InterruptedException {
        String python = findPython();
        Installation made = new Installation(ALL.resolve(name));
        if (made.has(String.join(" ", packages))) {
            return made;
        }
        made.begin();
        made.install("Python's venv", PATIENCE, List.of(python, "-m", "venv", "."));
        made.install(
                "the registry of Python packages",
                PATIENCE,
                Stream.concat(
                                Stream.of(
                                        "bin/pip",
                                        "install",
                                        "--quiet",
                                        "--disable-pip-version-check",
                                        "--retries=1",
                                        "--timeout=20"),
                                Stream.of(packages))
                        .toList());
        made.note(String.join(" ", packages));
        return made;
    }

    /** A program in Rust. */
    static Installation cargo(String name, String version) throws IOException, InterruptedException {
        Installation made = new Installation(ALL.resolve(name));
        if (made.has(version)) {
            return made;
        }
        made.begin();
        if (!works(List.of("cargo", "--version"))) {
            abort("skipped: there is no cargo here to build " + name + " with");
        }
        made.install(
                "the registry of Rust packages",
                LONG_PATIENCE,
                List.of("cargo", "install", name, "--version", version, "--locked", "--root", "."));
        made.note(version);
        return made;
    }

    private static String findPython() throws IOException, InterruptedException {
        String check = "import sys, venv; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 12))";
        for (String python : List.of("python3.12", "python3.11", "python3.10", "python3")) {
            if (works(List.of(python, "-c", check))) {
                return python;
            }
        }
        return abort("skipped: Feldera's clients need Python 3.10 to 3.12 with venv, and there is none here");
    }

    private static boolean works(List<String> command) throws InterruptedException {
        try {
            return Ran.of(Path.of("."), Map.of(), PATIENCE, command).code() == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private Path noted() {
        return folder.resolve("installed.txt");
    }

    private boolean has(String what) throws IOException {
        return Files.exists(noted()) && Files.readString(noted()).equals(what);
    }

    private void begin() throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> old = Files.walk(folder)) {
                for (Path path : old.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        Files.createDirectories(folder);
    }

    private void note(String what) throws IOException {
        Files.writeString(noted(), what);
    }

    private void install(String from, Duration patience, List<String> command)
            throws IOException, InterruptedException {
        String tool = command.getFirst();
        List<String> found = Stream.concat(
                        Stream.of(tool.startsWith("bin/") ? program(tool.substring(4)) : tool),
                        command.stream().skip(1))
                .toList();
        Ran ran = Ran.of(folder, Map.of(), patience, found);
        if (ran.code() != 0 && UNREACHABLE.stream().anyMatch(ran.output()::contains)) {
            abort("skipped: " + from + " cannot be reached:\n" + ran.output());
        }
        assertThat(ran.code()).as(ran.output()).isZero();
    }

    /** A program of the client. */
    String program(String name) {
        return folder.resolve("bin").resolve(name).toString();
    }
}
