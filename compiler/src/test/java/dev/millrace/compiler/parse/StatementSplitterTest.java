package dev.millrace.compiler.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.plan.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementSplitterTest {
    private final StatementSplitter splitter = new StatementSplitter();

    @Test
    void aSemicolonCompletesAStatement() {
        assertThat(texts("SELECT 1; SELECT 2 ;")).containsExactly("SELECT 1", "SELECT 2");
    }

    @Test
    void theLastStatementMayLackItsSemicolon() {
        assertThat(splitter.feed("SELECT 1 ")).isEmpty();
        assertThat(splitter.isUnfinished()).isTrue();
        assertThat(splitter.finish()).map(StatementText::text).contains("SELECT 1");
        assertThat(splitter.isUnfinished()).isFalse();
    }

    @Test
    void statementsOfBlanksAndCommentsAreSkipped() {
        assertThat(texts(";; \n -- a\n ; /* b */ // c\n; SELECT 1;;")).containsExactly("SELECT 1");
    }

    @Test
    void blanksAndCommentsAroundAStatementAreLeftOut() {
        assertThat(texts("  -- before\n SELECT /* in */ 1 -- after\n ;")).containsExactly("SELECT /* in */ 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'a;b'",
                "SELECT 'it''s; fine'",
                "SELECT '''; ' || ''",
                "SELECT '-- no comment;'",
                "SELECT '/* no comment;'",
                "SELECT ';\n;'",
                "SELECT \"a;b\"",
                "SELECT \"a\"\";b\"",
                "SELECT \"'\", ';'",
                "SELECT '\"', \";\"",
                "SELECT /* ; */ 1",
                "SELECT /* ' */ 1",
                "SELECT /* a /* ; */ 1",
                "SELECT /**/ 1 /***/ + /*;**/ 2",
                "SELECT /*/;*/ 1",
                "SELECT -- ; '\n 1",
                "SELECT // ; '\r 1",
                "SELECT 1 - -1 / 2 - 3",
                "SELECT E'a\\';b'",
                "SELECT e'a'';\\'' || ';'",
                "SELECT type'a\\', ';'",
                "SELECT x'00', U&'\\0041;'",
                "SELECT a->b, c<-d",
            })
    void semicolonsInsideOfSomethingDoNotCount(String statement) {
        assertThat(texts(statement + ";SELECT 2;")).containsExactly(statement, "SELECT 2");
    }

    @Test
    void dollarsDoNotQuote() {
        assertThat(texts("SELECT $$;SELECT $a$;$$;")).containsExactly("SELECT $$", "SELECT $a$", "$$");
    }

    @Test
    void aQuotedNameEndsWithItsLine() {
        assertThat(texts("SELECT \"a\n; SELECT 2;")).containsExactly("SELECT \"a", "SELECT 2");
    }

    @Test
    void positionsCountLinesOfEveryKind() {
        List<StatementText> statements = splitter.feed("a;\n b;\r\nc;\r  d; -- x\n\n /* y\n */ e;");
        assertThat(statements)
                .extracting(StatementText::position)
                .containsExactly(
                        new Position(1, 1),
                        new Position(2, 2),
                        new Position(3, 1),
                        new Position(4, 3),
                        new Position(7, 5));
    }

    @Test
    void offsetsPointIntoAllTheTextFed() {
        String text = " a b;\n/* c */ d ;e";
        List<StatementText> statements = new ArrayList<>(splitter.feed(text));
        splitter.finish().ifPresent(statements::add);
        assertThat(statements)
                .allSatisfy(s -> assertThat(text.substring(s.start(), s.end())).isEqualTo(s.text()));
        assertThat(statements).extracting(StatementText::text).containsExactly("a b", "d", "e");
    }

    @Test
    void itSaysWhatIsOpenAndWhere() {
        splitter.feed("SELECT\n  'abc");
        assertThat(splitter.inside()).isEqualTo(StatementSplitter.Inside.STRING);
        assertThat(splitter.opened()).isEqualTo(new Position(2, 3));
        splitter.feed("' /* ");
        assertThat(splitter.inside()).isEqualTo(StatementSplitter.Inside.COMMENT);
        splitter.feed("*/ \"");
        assertThat(splitter.inside()).isEqualTo(StatementSplitter.Inside.NAME);
        splitter.feed("\" -- x");
        assertThat(splitter.inside()).isEqualTo(StatementSplitter.Inside.NOTHING);
    }

    @Test
    void anOpenCommentIsUnfinishedWithoutAStatement() {
        splitter.feed("SELECT 1; /* and");
        assertThat(splitter.isUnfinished()).isTrue();
        assertThat(splitter.finish()).isEmpty();
        assertThat(splitter.isUnfinished()).isFalse();
    }

    @Test
    void aLineCommentIsNotUnfinished() {
        splitter.feed("SELECT 1; -- and");
        assertThat(splitter.isUnfinished()).isFalse();
    }

    @Test
    void aDashAtTheEndIsText() {
        splitter.feed("SELECT -");
        assertThat(splitter.finish()).map(StatementText::text).contains("SELECT -");
    }

    @Test
    void itStartsAfreshAfterFinish() {
        splitter.feed("SELECT 'open");
        assertThat(splitter.finish()).isPresent();
        assertThat(splitter.feed("SELECT 1;")).extracting(StatementText::text).containsExactly("SELECT 1");
        assertThat(splitter.finish()).isEqualTo(Optional.empty());
    }

    @Test
    void itDoesNotMatterHowTheTextArrives() {
        String text = "a -- x;\n; 'b'';' /* ; */ c; E'\\';' - 1; \"d;\"\r\n/ 2; // e\n f";
        List<StatementText> atOnce = new ArrayList<>(splitter.feed(text));
        splitter.finish().ifPresent(atOnce::add);
        Random random = new Random(1);
        for (int round = 0; round < 200; round++) {
            StatementSplitter other = new StatementSplitter();
            List<StatementText> inPieces = new ArrayList<>();
            for (int from = 0; from < text.length(); ) {
                int to = Math.min(text.length(), from + 1 + random.nextInt(4));
                inPieces.addAll(other.feed(text.substring(from, to)));
                from = to;
            }
            other.finish().ifPresent(inPieces::add);
            assertThat(inPieces).isEqualTo(atOnce);
        }
    }

    private List<String> texts(String text) {
        return splitter.feed(text).stream().map(StatementText::text).toList();
    }
}
