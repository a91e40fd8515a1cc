package dev.millrace.compiler.validate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Adds to messages about unknown names a name that exists and looks alike. */
public final class Suggestions {
    private static final Pattern TABLE = Pattern.compile("(?:Object|Table) '([^']+)' not found.*", Pattern.DOTALL);
    private static final Pattern COLUMN =
            Pattern.compile("(?:Column|Field|Unknown field) '([^']+)'(?: not found.*)?", Pattern.DOTALL);
    private static final Pattern FUNCTION =
            Pattern.compile("No match found for function signature ([^(]+)\\(.*", Pattern.DOTALL);

    private Suggestions() {}

    /** {@code message}, perhaps with a suggestion at its end. */
    public static String complete(String message, SqlCatalog catalog) {
        String text = message.replaceFirst("; did you mean .*$", "");
        Optional<String> found = suggestion(TABLE, text, catalog.relationNames())
                .or(() -> suggestion(COLUMN, text, columns(catalog)))
                .or(() -> suggestion(FUNCTION, text, DialectOperators.functionNames()));
        return found.map(name -> text + "; did you mean '" + name + "'?").orElse(text);
    }

    private static List<String> columns(SqlCatalog catalog) {
        List<String> columns = new ArrayList<>();
        for (String relation : catalog.relationNames()) {
            var schema = catalog.relation(relation);
            if (schema != null) {
                schema.fields().forEach(f -> columns.add(f.name()));
            }
        }
        return columns;
    }

    private static Optional<String> suggestion(Pattern pattern, String message, List<String> names) {
        Matcher matcher = pattern.matcher(message);
        return matcher.matches() ? nearest(matcher.group(1).trim(), names) : Optional.empty();
    }

    /** The name that differs least from {@code name}, if by no more than a third of its characters. */
    static Optional<String> nearest(String name, List<String> names) {
        String wanted = name.toLowerCase(Locale.ROOT);
        int most = Math.max(1, wanted.length() / 3);
        return names.stream()
                .distinct()
                .filter(n -> !n.equals(name))
                .filter(n -> distance(wanted, n.toLowerCase(Locale.ROOT)) <= most)
                .min(Comparator.<String>comparingInt(n -> distance(wanted, n.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** How many characters must be inserted, deleted or replaced to make one of the other (Levenshtein). */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
