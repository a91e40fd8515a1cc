package dev.millrace.testing.crash;

import dev.millrace.testing.crash.CrashCampaign.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The command {@code millrace crash}. Exit status 0 if nothing differed, 1 if something did, 2 if it cannot be run like this. */
public final class CrashMain {
    private static final String HELP = """
            Usage: millrace crash [--http] [--kills N] [--seed N] [--rate N] [--life MILLIS] [--compare N]
            Kills a pipeline from Kafka to Kafka under load with SIGKILL, starts it again, and compares its output with the oracle:
            a join, an aggregate, a top-k and windows in time, in exactly-once transactions, each change once.
              --http          in place of that: clients send rows over HTTP; those that were answered 200 must all be there, once
              --kills N       how many processes to kill (default 200)
              --seed N        which changes come in and how long processes live (default 1)
              --rate N        changes that come in per second (default 2000)
              --life MILLIS   how long a process lives at most after its first output (default 3000); some are killed before it
              --compare N     after how many kills to compare as well (default 50)
            The broker and the state are kept in a temporary folder, which is named if something differs.
            """;

    private static final List<String> NAMES = List.of("--kills", "--seed", "--rate", "--life", "--compare");

    private CrashMain() {}

    /** See the class. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (List.of(arguments).contains("--help") || List.of(arguments).contains("--version")) {
            System.out.print(HELP);
            return;
        }
        List<String> words = new ArrayList<>(List.of(arguments));
        boolean http = words.remove("--http");
        SortedMap<String, Integer> given = options(words.toArray(String[]::new));
        Options options = new Options(
                given.getOrDefault("--kills", Options.DEFAULT.kills()),
                given.getOrDefault("--seed", 1),
                given.getOrDefault("--rate", Options.DEFAULT.perSecond()),
                given.getOrDefault("--life", Options.DEFAULT.lifeMillisMax()),
                Math.max(1, given.getOrDefault("--compare", Options.DEFAULT.compareEvery())));
        System.exit(run(options, http) ? 0 : 1);
    }

    private static SortedMap<String, Integer> options(String[] arguments) {
        SortedMap<String, Integer> options = new TreeMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            boolean number = i + 1 < arguments.length && arguments[i + 1].matches("\\d{1,9}");
            if (!NAMES.contains(arguments[i]) || !number) {
                System.err.print(
                        "millrace crash: " + arguments[i] + " is not an option, or lacks its number\n\n" + HELP);
                System.exit(2);
            }
            options.put(arguments[i], Integer.parseInt(arguments[i + 1]));
        }
        return options;
    }

    private static void run(Path folder, Options options, boolean http) throws IOException, InterruptedException {
        if (http) {
            new HttpCampaign(folder, options, System.out::println).run();
        } else {
            try (CrashCampaign campaign = new CrashCampaign(folder, options, System.out::println)) {
                campaign.run();
            }
        }
    }

    private static boolean run(Options options, boolean http) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("millrace-crash");
        long start = System.nanoTime();
        try {
            run(folder, options, http);
            System.out.println("seed " + options.seed() + ": no difference, "
                    + (System.nanoTime() - start) / 1_000_000_000L + " s");
        } catch (AssertionError | IllegalStateException difference) {
            System.out.println(
                    "DIFFERENCE (seed " + options.seed() + ", folder " + folder + "): " + difference.getMessage());
            return false;
        }
        delete(folder);
        return true;
    }

    private static void delete(Path folder) throws IOException {
        try (java.util.stream.Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
