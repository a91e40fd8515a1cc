package dev.millrace.testing.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** The command {@code millrace campaign}. Exit status 0 if all is well, 1 if something is wrong, 2 if it cannot be run like this. */
public final class CampaignMain {
    private static final List<String> NAMES =
            List.of("--pipelines", "--active", "--clients", "--actions", "--manager-kills", "--seed");
    private static final String HELP = """
            Usage: millrace campaign [--pipelines N] [--active N] [--clients N] [--actions N] [--manager-kills N] [--seed N]
            Many users tell pipelines of one manager what to do while processes of pipelines, and the manager, are killed with SIGKILL.
            In the end every pipeline is where it was told to be, versions only grew, and no process is there that nobody wished for.
              --pipelines N       how many are defined (default 1000)
              --active N          how many of them are told something (default 50)
              --clients N         users at a time (default 16)
              --actions N         requests of all users together (default 3000)
              --manager-kills N   how often the manager is killed (default 8)
              --seed N            which requests and kills (default 1)
            """;

    private CampaignMain() {}

    /** See the class. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        SortedMap<String, Integer> given = CommandOptions.read("campaign", HELP, NAMES, arguments);
        Campaign.Options options = new Campaign.Options(
                given.getOrDefault("--pipelines", 1000),
                given.getOrDefault("--active", 50),
                given.getOrDefault("--clients", 16),
                given.getOrDefault("--actions", 3000),
                given.getOrDefault("--manager-kills", 8),
                given.getOrDefault("--seed", 1));
        Path folder = Files.createTempDirectory("millrace-campaign");
        long start = System.nanoTime();
        List<String> findings = new ArrayList<>();
        try (ServerProcess server = new ServerProcess(folder, ServerProcess.SMALL)) {
            server.start();
            Campaign campaign = new Campaign(server, options, System.out::println);
            findings.addAll(campaign.run());
            System.out.println("seed " + options.seed() + ": " + campaign.summary() + "; "
                    + (System.nanoTime() - start) / 1_000_000_000L + " s, " + findings.size() + " findings");
        }
        findings.forEach(System.out::println);
        if (findings.isEmpty()) {
            CommandOptions.delete(folder);
        } else {
            System.out.println("what is left lies in " + folder);
        }
        System.exit(findings.isEmpty() ? 0 : 1);
    }
}
