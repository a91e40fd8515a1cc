package dev.millrace.connect.config;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Guesses what a mistyped word was meant to be. */
public final class Suggestion {
    private Suggestion() {}

    /** {@code "; did you mean X?"} with the nearest of the known words, or empty if none is near. */
    public static String of(String word, Collection<String> known) {
        String best = nearest(word.toLowerCase(Locale.ROOT), known);
        return best == null ? "" : "; did you mean " + best + "?";
    }

    private static @Nullable String nearest(String word, Collection<String> known) {
        String best = null;
        int least = Math.max(1, (word.length() + 1) / 3) + 1;
        for (String candidate : known) {
            int distance = distance(word, candidate.toLowerCase(Locale.ROOT));
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return best;
    }

    /** The number of insertions, deletions and replacements between two words (Levenshtein). */
    private static int distance(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[right.length()];
    }
}
