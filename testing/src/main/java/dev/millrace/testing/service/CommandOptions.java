package dev.millrace.testing.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Options that are numbers, and the folder that a command leaves behind. */
final class CommandOptions {
    private static final int WRONG = 2;

    private CommandOptions() {}

    /** Ends the process where it is asked for help, or gets an option that it does not know. */
    static SortedMap<String, Integer> read(String command, String help, List<String> names, String[] arguments) {
        SortedMap<String, Integer> options = new TreeMap<>();
        if (List.of(arguments).contains("--help")) {
            System.out.print(help);
            System.exit(0);
        }
        for (int i = 0; i < arguments.length; i += 2) {
            boolean number = i + 1 < arguments.length && arguments[i + 1].matches("\\d{1,9}");
            if (!names.contains(arguments[i]) || !number) {
                System.err.print("millrace " + command + ": " + arguments[i]
                        + " is not an option, or lacks its number\n\n" + help);
                System.exit(WRONG);
            }
            options.put(arguments[i], Integer.parseInt(arguments[i + 1]));
        }
        return options;
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
