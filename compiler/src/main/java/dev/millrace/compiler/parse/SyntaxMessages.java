package dev.millrace.compiler.parse;

import dev.millrace.compiler.diagnostic.Diagnostic;
import dev.millrace.compiler.parse.generated.MillraceParser;
import dev.millrace.compiler.parse.generated.MillraceParserConstants;
import dev.millrace.compiler.parse.generated.ParseException;
import dev.millrace.compiler.parse.generated.Token;
import dev.millrace.compiler.parse.generated.TokenMgrError;
import dev.millrace.plan.Position;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.runtime.CalciteContextException;

/** Says what the parser choked on, in a sentence. */
final class SyntaxMessages {
    private static final Pattern LEXICAL_ERROR =
            Pattern.compile("(?s)Lexical error at line (\\d+), column (\\d+)\\..*");

    private static final Pattern WORD = Pattern.compile("\\p{Alpha}\\w*");

    private SyntaxMessages() {}

    /** A token that the grammar has no place for. */
    static Diagnostic unexpected(ParseException mistake, MillraceParser parser, StatementText statement) {
        Expectation expectation = Expectation.of(mistake, parser);
        Token token = expectation.found();
        if (token.kind == MillraceParserConstants.EOF) {
            Position end = end(statement);
            return error(end, "The statement ends too early" + expectation.text());
        }
        Position position = new Position(token.beginLine, token.beginColumn);
        String explanation = Hints.explain(token);
        if (explanation != null) {
            return error(position, explanation);
        }
        String advice = Hints.advice(token, expectation, parser);
        return error(position, "Unexpected " + quoted(token.image) + expectation.text(advice));
    }

    /** A character that begins no token. */
    static Diagnostic unreadable(TokenMgrError mistake, StatementText statement) {
        Matcher matcher = LEXICAL_ERROR.matcher(mistake.getMessage());
        if (!matcher.matches()) {
            return error(statement.position(), mistake.getMessage());
        }
        Position position = new Position(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
        return error(position, Hints.character(characterAt(statement, position)));
    }

    /** A rule that Calcite's part of the grammar enforces in code. */
    static String refused(CalciteContextException mistake, StatementText statement) {
        Throwable cause = mistake.getCause();
        String message = sentence(cause == null ? mistake : cause);
        if (!message.startsWith("Non-query expression encountered")) {
            return message;
        }
        Position position = new Position(mistake.getPosLine(), mistake.getPosColumn());
        return position.equals(statement.position())
                ? Hints.noStatement(firstWord(statement))
                : "Here a query is expected, such as SELECT or VALUES";
    }

    /** A statement that Calcite has and Millrace has not. */
    static String unknownStatement(StatementText statement) {
        return "There is no " + firstWord(statement).toUpperCase(Locale.ROOT) + " statement";
    }

    private static String firstWord(StatementText statement) {
        Matcher matcher = WORD.matcher(statement.text());
        return matcher.lookingAt() ? matcher.group() : "";
    }

    static String sentence(Throwable mistake) {
        String message = String.valueOf(mistake.getMessage()).strip();
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }

    static String quoted(String image) {
        return image.startsWith("\"") || image.startsWith("'") ? image : '"' + image + '"';
    }

    private static Diagnostic error(Position position, String message) {
        return SqlProgramParser.error(position, message);
    }

    private static Position end(StatementText statement) {
        Cursor cursor = new Cursor(statement.position());
        cursor.pass(statement.text());
        return cursor.position();
    }

    private static int characterAt(StatementText statement, Position position) {
        Cursor cursor = new Cursor(statement.position());
        String text = statement.text();
        for (int i = 0; i < text.length(); i++) {
            if (cursor.position().equals(position)) {
                return text.codePointAt(i);
            }
            cursor.pass(text.charAt(i));
        }
        return -1;
    }
}
