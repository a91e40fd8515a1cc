package dev.millrace.testing;

import java.util.List;

/** {@code ./millrace flip}: damaged storage, bit by bit and byte by byte. */
public final class FlipMain {
    private static final String HELP = """
            Usage: millrace flip [--seed N] [--flips N]
            Flips a bit in the storage of a pipeline that crashed, or every other time replaces a whole byte by a random other
            one, and lets it go on, again and again: it must come to the right views or not start and name the file. --seed 1
            and --flips 10000 by default.
            """;

    private FlipMain() {}

    /** See the class. */
    public static void main(String[] arguments) throws Exception {
        if (List.of(arguments).contains("--help")) {
            System.out.print(HELP);
            return;
        }
        long seed = option(arguments, "--seed", 1);
        long flips = option(arguments, "--flips", 10_000);
        FlipCampaign campaign = new FlipCampaign(seed);
        for (long i = 1; i <= flips; i++) {
            campaign.flip(i % 2 == 0);
            if (i % 1_000 == 0 || i == flips) {
                System.out.println(i + " flips: " + campaign.outcome());
            }
        }
    }

    private static long option(String[] arguments, String name, long otherwise) {
        int at = List.of(arguments).indexOf(name);
        return at < 0 ? otherwise : Long.parseLong(arguments[at + 1]);
    }
}
