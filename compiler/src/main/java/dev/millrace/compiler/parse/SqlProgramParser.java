package dev.millrace.compiler.parse;

import dev.millrace.compiler.diagnostic.Diagnostic;
import dev.millrace.compiler.parse.generated.MillraceParser;
import dev.millrace.compiler.parse.generated.MillraceParserTokenManager;
import dev.millrace.compiler.parse.generated.ParseException;
import dev.millrace.compiler.parse.generated.SimpleCharStream;
import dev.millrace.compiler.parse.generated.TokenMgrError;
import dev.millrace.compiler.parse.syntax.SyntaxException;
import dev.millrace.plan.Position;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlAbstractParserImpl.LexicalState;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlConformanceEnum;

/**
 * Parses programs and single statements. Names without quotes become lower case, names in double quotes stay as they
 * are. After a mistake it goes on with the next statement, so that all of them are reported, one for each statement.
 *
 * <p>It keeps no state; one may serve any number of threads.
 */
public final class SqlProgramParser {
    private static final int NAME_LENGTH_MAX = 4096;

    /** Parses all statements of a text, separated by semicolons; the last one may lack it. */
    public ParsedProgram parse(String program) {
        StatementSplitter splitter = new StatementSplitter();
        List<StatementText> texts = new ArrayList<>(splitter.feed(program));
        boolean openComment = splitter.inside() == StatementSplitter.Inside.COMMENT;
        splitter.finish().ifPresent(texts::add);
        List<ParsedStatement> statements = new ArrayList<>();
        List<Diagnostic> diagnostics = new ArrayList<>();
        for (StatementText text : texts) {
            switch (parse(text)) {
                case ParseOutcome.Parsed(ParsedStatement statement) -> statements.add(statement);
                case ParseOutcome.Failed(Diagnostic diagnostic) -> diagnostics.add(diagnostic);
            }
        }
        if (openComment) {
            diagnostics.add(error(splitter.opened(), "This comment is not closed: */ is missing"));
        }
        return new ParsedProgram(statements, diagnostics);
    }

    /** Parses one statement; positions count from the start of the text that it was cut from. */
    public ParseOutcome parse(StatementText statement) {
        MillraceParser parser = parser(statement);
        try {
            SqlNode node = parser.parseSqlStmtEof();
            return StatementKind.of(node)
                    .<ParseOutcome>map(kind -> parsed(statement, node, kind))
                    .orElseGet(() -> failed(statement.position(), SyntaxMessages.unknownStatement(statement)));
        } catch (ParseException e) {
            return new ParseOutcome.Failed(SyntaxMessages.unexpected(e, parser, statement));
        } catch (TokenMgrError e) {
            return new ParseOutcome.Failed(SyntaxMessages.unreadable(e, statement));
        } catch (SyntaxException e) {
            return failed(position(e.position()), SyntaxMessages.sentence(e));
        } catch (CalciteContextException e) {
            return failed(new Position(e.getPosLine(), e.getPosColumn()), SyntaxMessages.refused(e, statement));
        } catch (StackOverflowError e) {
            return failed(statement.position(), "This statement is nested too deeply");
        } catch (Exception e) {
            return failed(statement.position(), SyntaxMessages.sentence(e));
        }
    }

    private static ParseOutcome parsed(StatementText text, SqlNode node, StatementKind kind) {
        return new ParseOutcome.Parsed(new ParsedStatement(node, kind, text.text(), text.start(), text.position()));
    }

    private static ParseOutcome failed(Position position, String message) {
        return new ParseOutcome.Failed(error(position, message));
    }

    private static MillraceParser parser(StatementText statement) {
        SimpleCharStream characters = new SimpleCharStream(
                new StringReader(statement.text()),
                statement.position().line(),
                statement.position().column());
        characters.setTabSize(1);
        MillraceParser parser = new MillraceParser(new MillraceParserTokenManager(characters));
        parser.switchTo(LexicalState.DQID);
        parser.setUnquotedCasing(Casing.TO_LOWER);
        parser.setQuotedCasing(Casing.UNCHANGED);
        parser.setIdentifierMaxLength(NAME_LENGTH_MAX);
        parser.setConformance(SqlConformanceEnum.LENIENT);
        parser.setOriginalSql(statement.text());
        return parser;
    }

    static Diagnostic error(Position position, String message) {
        return Diagnostic.error(Diagnostic.SYNTAX_ERROR, position, message);
    }

    static Position position(SqlParserPos position) {
        return new Position(position.getLineNum(), position.getColumnNum());
    }
}
