package dev.millrace.compiler.parse;

import static dev.millrace.compiler.parse.generated.MillraceParserConstants.*;

import dev.millrace.compiler.parse.generated.MillraceParser;
import dev.millrace.compiler.parse.generated.ParseException;
import dev.millrace.compiler.parse.generated.Token;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.sql.parser.SqlAbstractParserImpl.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * What the grammar would have taken instead of the token it found.
 *
 * <p>The parser names hundreds of tokens where an expression may begin or go on; these become one word each. Where it
 * looked several tokens ahead, the token that broke the longest match is the one found.
 */
record Expectation(Token found, List<String> alternatives) {
    /** More than so many say nothing. */
    private static final int ALTERNATIVES_MAX = 10;

    /** The same where there is advice besides. */
    private static final int ALTERNATIVES_MAX_ADVISED = 3;

    static Expectation of(ParseException mistake, MillraceParser parser) {
        if (mistake.expectedTokenSequences == null) {
            return new Expectation(mistake.currentToken.next, List.of());
        }
        Token first = mistake.currentToken.next;
        int depth = 0;
        Set<Integer> kinds = new TreeSet<>();
        for (int[] sequence : mistake.expectedTokenSequences) {
            int matched = matched(sequence, parser);
            if (matched == sequence.length || matched < depth) {
                continue;
            }
            if (matched > depth) {
                depth = matched;
                kinds.clear();
            }
            kinds.add(sequence[matched]);
        }
        Token found = depth == 0 ? first : parser.getToken(depth + 1);
        return new Expectation(found, summary(kinds, parser.getMetadata()));
    }

    boolean has(String alternative) {
        return alternatives.contains(alternative);
    }

    /** Whether hardly anything but a name could stand here. */
    boolean requiresName() {
        return has("a name") && alternatives.size() <= 2;
    }

    /** {@code ; expected a, b or c}, or nothing if there is nothing to say. */
    String text() {
        return text(ALTERNATIVES_MAX);
    }

    /** The same with advice behind it. */
    String text(@Nullable String advice) {
        return advice == null ? text() : text(ALTERNATIVES_MAX_ADVISED) + "; " + advice;
    }

    private String text(int max) {
        if (alternatives.isEmpty() || alternatives.size() > max) {
            return "";
        }
        int last = alternatives.size() - 1;
        String list = String.join(", ", alternatives.subList(0, last));
        return "; expected " + (list.isEmpty() ? "" : list + " or ") + alternatives.get(last);
    }

    private static int matched(int[] sequence, MillraceParser parser) {
        int matched = 0;
        while (matched < sequence.length && parser.getToken(matched + 1).kind == sequence[matched]) {
            matched++;
        }
        return matched;
    }

    private static List<String> summary(Set<Integer> kinds, Metadata metadata) {
        Set<Integer> rest = new TreeSet<>(kinds);
        Set<String> words = new LinkedHashSet<>();
        if (rest.contains(STAR) && !rest.contains(SLASH)) {
            words.add("an expression");
            rest.removeAll(TokenGroups.SELECT_MODIFIERS);
        } else if (rest.contains(EXISTS) && rest.contains(NOT)) {
            words.add(rest.contains(SELECT) ? "an expression or a query" : "an expression");
            rest.removeAll(TokenGroups.EXPRESSION_STARTS);
            rest.removeAll(TokenGroups.NAMES);
            rest.removeIf(kind -> isName(kind, metadata));
        } else if (rest.contains(SELECT) && rest.contains(VALUES)) {
            words.add("a query");
            rest.removeAll(TokenGroups.QUERY_STARTS);
        } else if (rest.contains(ROW) && rest.contains(IDENTIFIER)) {
            words.add("a type");
            rest.removeAll(TokenGroups.TYPE_STARTS);
            rest.removeAll(TokenGroups.NAMES);
            rest.removeIf(kind -> isName(kind, metadata));
        }
        if (rest.contains(IDENTIFIER)) {
            words.add("a name");
            rest.removeAll(TokenGroups.NAMES);
            rest.removeIf(kind -> isName(kind, metadata));
        }
        if (rest.contains(QUOTED_STRING)) {
            words.add("a string");
            rest.removeAll(TokenGroups.STRINGS);
        }
        if (rest.contains(UNSIGNED_INTEGER_LITERAL)) {
            words.add("a number");
            rest.removeAll(TokenGroups.NUMBERS);
        }
        if (rest.contains(AND) && rest.contains(OR)) {
            words.add("an operator");
            rest.removeAll(TokenGroups.OPERATORS);
            rest.removeIf(kind -> isName(kind, metadata));
        }
        if (rest.contains(UNION) && rest.contains(INTERSECT)) {
            words.add("a set operator");
            rest.removeAll(TokenGroups.SET_OPERATORS);
        }
        for (int kind : rest) {
            words.add(word(kind));
        }
        return new ArrayList<>(words);
    }

    private static boolean isName(int kind, Metadata metadata) {
        String image = tokenImage[kind];
        return image.startsWith("\"") && metadata.isNonReservedKeyword(image.substring(1, image.length() - 1));
    }

    private static String word(int kind) {
        return switch (kind) {
            case EOF -> "the end of the statement";
            case HINT_BEG -> "a hint";
            default -> {
                String image = tokenImage[kind];
                yield Character.isLetter(image.charAt(1)) ? image.substring(1, image.length() - 1) : image;
            }
        };
    }
}
