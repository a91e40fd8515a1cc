package dev.millrace.compiler.parse;

import static dev.millrace.compiler.parse.generated.MillraceParserConstants.*;

import java.util.Set;
import java.util.TreeSet;

/** Kinds of tokens that messages call by one name. */
final class TokenGroups {
    static final Set<Integer> NAMES = Set.of(
            IDENTIFIER,
            QUOTED_IDENTIFIER,
            BACK_QUOTED_IDENTIFIER,
            BIG_QUERY_BACK_QUOTED_IDENTIFIER,
            BRACKET_QUOTED_IDENTIFIER,
            HYPHENATED_IDENTIFIER,
            UNICODE_QUOTED_IDENTIFIER);

    static final Set<Integer> STRINGS = Set.of(
            QUOTED_STRING,
            BINARY_STRING_LITERAL,
            PREFIXED_STRING_LITERAL,
            UNICODE_STRING_LITERAL,
            C_STYLE_ESCAPED_STRING_LITERAL,
            BIG_QUERY_QUOTED_STRING,
            BIG_QUERY_DOUBLE_QUOTED_STRING);

    static final Set<Integer> NUMBERS =
            Set.of(UNSIGNED_INTEGER_LITERAL, DECIMAL_NUMERIC_LITERAL, APPROX_NUMERIC_LITERAL, DECIMAL, HOOK);

    static final Set<Integer> TYPE_STARTS = Set.of(ROW, ANY);

    /** What may stand between SELECT and its first expression, besides a star. */
    static final Set<Integer> SELECT_MODIFIERS = Set.of(ALL, DISTINCT, HINT_BEG);

    static final Set<Integer> QUERY_STARTS = Set.of(SELECT, VALUES, TABLE, WITH, LPAREN);

    static final Set<Integer> EXPRESSION_STARTS = union(
            STRINGS,
            NUMBERS,
            QUERY_STARTS,
            Set.of(
                    LBRACE_D, LBRACE_T, LBRACE_TS, LBRACE_FN, PLUS, MINUS, STAR, NOT, EXISTS, UNIQUE, CASE, CURSOR, ROW,
                    ARRAY, MULTISET, NEW, INTERVAL, TRUE, FALSE, NULL, UNKNOWN, GROUPING, LEFT, RIGHT, SOME, DEFAULT_,
                    UNNEST, LATERAL));

    static final Set<Integer> OPERATORS = Set.of(
            AND,
            OR,
            NOT,
            IS,
            IN,
            LIKE,
            BETWEEN,
            MULTISET,
            EQ,
            GT,
            LT,
            LE,
            GE,
            NE,
            NE2,
            NULL_SAFE_EQUAL,
            INFIX_CAST,
            PLUS,
            MINUS,
            STAR,
            SLASH,
            PERCENT_REMAINDER,
            CONCAT,
            CARET,
            AMPERSAND,
            LEFTSHIFT,
            COLON,
            DOT,
            LBRACKET,
            LPAREN,
            OVER,
            LAMBDA,
            UESCAPE,
            ESCAPE);

    static final Set<Integer> SET_OPERATORS = Set.of(UNION, INTERSECT, EXCEPT, SET_MINUS);

    private TokenGroups() {}

    @SafeVarargs
    private static Set<Integer> union(Set<Integer>... groups) {
        Set<Integer> all = new TreeSet<>();
        for (Set<Integer> group : groups) {
            all.addAll(group);
        }
        return all;
    }
}
