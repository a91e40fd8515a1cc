package dev.millrace.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptCutterTest {
    private static final String SCRIPT = """
            select 1; select ';' -- ;
              as x;
            \\echo a ; b
            select 'two
            \\echo lines
            select e'\\';' ; /* \\
            no command */ select 3
            """;

    @Test
    void itDoesNotMatterHowTheScriptArrives() {
        List<ScriptItem> whole = cut(SCRIPT, SCRIPT.length());

        assertThat(whole).hasSize(7);
        for (int size = 1; size < 20; size++) {
            assertThat(cut(SCRIPT, size)).as("parts of %d", size).isEqualTo(whole);
        }
    }

    @Test
    void aStatementIsCompleteWithItsSemicolon() {
        ScriptCutter cutter = new ScriptCutter();

        assertThat(cutter.feed("select 1")).isEmpty();
        assertThat(cutter.isUnfinished()).isTrue();
        assertThat(cutter.feed(";")).containsExactly(new ScriptItem.Statement("select 1"));
        assertThat(cutter.isUnfinished()).isFalse();
    }

    @Test
    void aByteOrderMarkIsNotPartOfTheScript() {
        assertThat(cut("\uFEFF\\echo a", 100)).containsExactly(new ScriptItem.Meta("echo a"));
    }

    private static List<ScriptItem> cut(String script, int size) {
        ScriptCutter cutter = new ScriptCutter();
        List<ScriptItem> items = new ArrayList<>();
        for (int at = 0; at < script.length(); at += size) {
            items.addAll(cutter.feed(script.substring(at, Math.min(script.length(), at + size))));
        }
        items.addAll(cutter.finish());
        return items;
    }
}
