package dev.millrace.testing.service;

import dev.millrace.api.OpenApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/** The command {@code millrace fuzz-api}. Exit status 0 if nothing was found, 1 if something was, 2 if it cannot be run like this. */
public final class ApiFuzzMain {
    private static final String HELP = """
            Usage: millrace fuzz-api [--requests N] [--seed N]
            Sends random requests, made from the OpenAPI description, to a server of its own with real pipelines. Every one must be
            answered in time, as described, and without an error of the server.
              --requests N   how many (default 20000)
              --seed N       which (default 1)
            """;

    private ApiFuzzMain() {}

    /** See the class. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        SortedMap<String, Integer> options =
                CommandOptions.read("fuzz-api", HELP, List.of("--requests", "--seed"), arguments);
        Path folder = Files.createTempDirectory("millrace-fuzz-api");
        int seed = options.getOrDefault("--seed", 1);
        List<String> findings;
        try (ServerProcess server = new ServerProcess(folder, ServerProcess.SMALL)) {
            server.start();
            ApiFuzzer fuzzer = new ApiFuzzer(server, OpenApi.text(), seed);
            findings = fuzzer.run(options.getOrDefault("--requests", 20_000), System.out::println);
            System.out.println("seed " + seed + ": " + fuzzer.summary());
        }
        findings.forEach(System.out::println);
        if (findings.isEmpty()) {
            CommandOptions.delete(folder);
        } else {
            System.out.println("what the server wrote lies in " + folder);
        }
        System.exit(findings.isEmpty() ? 0 : 1);
    }
}
