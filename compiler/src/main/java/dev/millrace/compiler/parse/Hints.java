package dev.millrace.compiler.parse;

import static dev.millrace.compiler.parse.generated.MillraceParserConstants.*;

import dev.millrace.compiler.parse.generated.MillraceParser;
import dev.millrace.compiler.parse.generated.Token;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Advice about mistakes that people often make. */
final class Hints {
    private Hints() {}

    /** A message of its own for a token that says by itself what went wrong. */
    static @Nullable String explain(Token found) {
        return switch (found.kind) {
            case QUOTE -> "This string is not closed: a single quote is missing";
            case DOUBLE_QUOTE -> "This name is not closed: a double quote is missing on its line";
            default -> null;
        };
    }

    /** Advice to add to a message about an unexpected token. */
    static @Nullable String advice(Token found, Expectation expectation, MillraceParser parser) {
        if (startsStatement(found) && expectation.has("the end of the statement")) {
            return "perhaps a semicolon is missing before it";
        }
        if (expectation.requiresName() && isReserved(found, parser)) {
            return "to use a reserved word as a name, put it in double quotes";
        }
        if (expectation.requiresName() && found.kind == QUOTED_STRING) {
            return "names are put in double quotes, strings in single quotes";
        }
        return switch (found.kind) {
            case FROM, RPAREN, WHERE, GROUP, AS ->
                follows(COMMA, found, parser) ? "there is one comma too many before it" : null;
            case EQ -> parser.getToken(2).kind == EQ ? "to compare, write a single =" : null;
            case WITH -> parser.getToken(2).kind == LPAREN ? "the properties of a view stand before its AS" : null;
            default -> null;
        };
    }

    /** A message for a text that begins like an expression. */
    static String noStatement(String word) {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "DECLARE" -> "DECLARE is followed by RECURSIVE VIEW";
            case "REMOVE" -> "REMOVE is followed by FROM";
            case "" -> "This is an expression; a query begins with SELECT or VALUES";
            default -> "No statement begins with " + word;
        };
    }

    /** A message for a character that begins no token. */
    static String character(int character) {
        return switch (character) {
            case -1 -> "The statement ends inside of a string, a name or a comment";
            case '`' -> "Names are put in double quotes, not in backticks";
            case '#' -> "Unexpected #; comments begin with --";
            case '[', ']' -> "Names are put in double quotes, not in brackets";
            default -> "Unexpected character " + Character.toString(character);
        };
    }

    private static boolean isReserved(Token token, MillraceParser parser) {
        return Character.isLetter(token.image.charAt(0))
                && parser.getMetadata().isReservedWord(token.image.toUpperCase(Locale.ROOT));
    }

    private static boolean startsStatement(Token token) {
        return switch (token.kind) {
            case CREATE, SELECT, INSERT, DELETE, UPDATE, DROP, DECLARE, VALUES -> true;
            default -> false;
        };
    }

    /** Whether the token right before is of the kind: the last one that the parser has taken. */
    private static boolean follows(int kind, Token found, MillraceParser parser) {
        Token last = parser.getToken(0);
        return last.kind == kind && last.next == found;
    }
}
