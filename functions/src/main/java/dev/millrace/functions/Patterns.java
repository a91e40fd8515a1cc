package dev.millrace.functions;

import static dev.millrace.functions.Arguments.text;
import static dev.millrace.functions.Arguments.value;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * LIKE and regular expressions. The latter are Java's, with Unicode classes and only {@code \n} ending a line; {@code (?P<name>…)}
 * is accepted for {@code (?<name>…)}. Replacements know {@code $1}, {@code ${1}}, {@code $name}, {@code ${name}} and {@code $$}; a
 * group that does not exist is empty.
 */
final class Patterns {
    private static final int ANY = -1;
    private static final int MANY = -2;

    private Patterns() {}

    static void define(Catalogue catalogue) {
        catalogue.group("Pattern");
        catalogue.failing(
                "LIKE",
                "s LIKE pattern [ESCAPE c]: _ is any character, % any text.",
                s -> a -> like(text(a, 0), text(a, 1), a.length > 2 ? text(a, 2) : ""));
        catalogue.failing(
                "ILIKE",
                "s ILIKE pattern [ESCAPE c]: LIKE without regard to case.",
                s -> a -> like(fold(text(a, 0)), fold(text(a, 1)), a.length > 2 ? fold(text(a, 2)) : ""));
        catalogue.failing(
                "NOT LIKE",
                "s NOT LIKE pattern [ESCAPE c]: the opposite of LIKE.",
                s -> a -> !like(text(a, 0), text(a, 1), a.length > 2 ? text(a, 2) : ""));
        catalogue.failing(
                "NOT ILIKE",
                "s NOT ILIKE pattern [ESCAPE c]: the opposite of ILIKE.",
                s -> a -> !like(fold(text(a, 0)), fold(text(a, 1)), a.length > 2 ? fold(text(a, 2)) : ""));
        catalogue.failing("RLIKE", "s RLIKE regex: whether the regular expression matches somewhere in s.", s -> {
            Compiler compiler = new Compiler();
            return a -> compiler.compile(text(a, 1))
                    .matcher(Strings.asText(value(a, 0), s.operand(0)))
                    .find();
        });
        catalogue.alias("REGEXP_LIKE", "RLIKE");
        catalogue.failing("NOT RLIKE", "s NOT RLIKE regex: the opposite of RLIKE.", s -> {
            Compiler compiler = new Compiler();
            return a -> !compiler.compile(text(a, 1))
                    .matcher(Strings.asText(value(a, 0), s.operand(0)))
                    .find();
        });
        catalogue.failing(
                "REGEXP_REPLACE", "REGEXP_REPLACE(s, regex[, new]): each match replaced, by default by nothing.", s -> {
                    Compiler compiler = new Compiler();
                    return a ->
                            replace(compiler.compile(text(a, 1)).matcher(text(a, 0)), a.length > 2 ? text(a, 2) : "");
                });
    }

    private static String fold(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Matches by going back to the last %: linear for the usual patterns, never worse than quadratic. */
    static boolean like(String text, String pattern, String escape) {
        int[] letters = text.codePoints().toArray();
        int[] wanted = tokens(pattern, escape);
        int at = 0;
        int next = 0;
        int afterMany = -1;
        int retry = 0;
        while (at < letters.length) {
            if (next < wanted.length && (wanted[next] == ANY || wanted[next] == letters[at])) {
                at++;
                next++;
            } else if (next < wanted.length && wanted[next] == MANY) {
                afterMany = ++next;
                retry = at;
            } else if (afterMany >= 0) {
                next = afterMany;
                at = ++retry;
            } else {
                return false;
            }
        }
        while (next < wanted.length && wanted[next] == MANY) {
            next++;
        }
        return next == wanted.length;
    }

    private static int[] tokens(String pattern, String escape) {
        int[] letters = pattern.codePoints().toArray();
        int escaping = escape.isEmpty() ? ANY : escape.codePointAt(0);
        int[] tokens = new int[letters.length];
        int count = 0;
        for (int i = 0; i < letters.length; i++) {
            if (letters[i] == escaping) {
                if (++i == letters.length) {
                    throw EvaluationException.invalid("the pattern ends with its escape character");
                }
                tokens[count++] = letters[i];
            } else {
                tokens[count++] = letters[i] == '%' ? MANY : letters[i] == '_' ? ANY : letters[i];
            }
        }
        return Arrays.copyOf(tokens, count);
    }

    /** Compiles a regular expression, remembering the last one, which is usually the only one. */
    private static final class Compiler {
        private record Compiled(String source, Pattern pattern) {}

        private volatile @Nullable Compiled last;

        Pattern compile(String source) {
            Compiled known = last;
            if (known == null || !known.source().equals(source)) {
                known = new Compiled(source, pattern(source));
                last = known;
            }
            return known.pattern();
        }

        private static Pattern pattern(String source) {
            try {
                return Pattern.compile(
                        source.replace("(?P<", "(?<"), Pattern.UNICODE_CHARACTER_CLASS | Pattern.UNIX_LINES);
            } catch (PatternSyntaxException e) {
                throw EvaluationException.invalid("not a regular expression: " + e.getDescription());
            }
        }
    }

    private static String replace(Matcher matcher, String replacement) {
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(result, "");
            expand(result, matcher, replacement);
        }
        return matcher.appendTail(result).toString();
    }

    private static void expand(StringBuilder out, Matcher match, String replacement) {
        int at = 0;
        while (at < replacement.length()) {
            char c = replacement.charAt(at++);
            if (c != '$' || at == replacement.length()) {
                out.append(c);
                continue;
            }
            if (replacement.charAt(at) == '$') {
                out.append('$');
                at++;
                continue;
            }
            boolean braces = replacement.charAt(at) == '{';
            int from = at + (braces ? 1 : 0);
            int to = from;
            while (to < replacement.length() && isNamePart(replacement.charAt(to))) {
                to++;
            }
            boolean complete = to > from && (!braces || to < replacement.length() && replacement.charAt(to) == '}');
            if (complete) {
                out.append(group(match, replacement.substring(from, to)));
                at = to + (braces ? 1 : 0);
            } else {
                out.append('$');
            }
        }
    }

    private static boolean isNamePart(char c) {
        return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static String group(Matcher match, String name) {
        String text = null;
        if (name.matches("\\d{1,9}")) {
            int number = Integer.parseInt(name);
            text = number <= match.groupCount() ? match.group(number) : null;
        } else if (match.namedGroups().containsKey(name)) {
            text = match.group(name);
        }
        return text == null ? "" : text;
    }
}
