package dev.millrace.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cli.text.TextTable.Frame;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
    private static final boolean[] RIGHT = {false, true};

    @Test
    void alignsColumnsByWhatTheyTakeOnAScreen() {
        TextTable table = new TextTable(Frame.RULE, List.of("name", "n"), RIGHT);
        table.add(List.of("李娜", "1"));
        table.add(List.of("Zoë", "1000"));
        assertThat(table.lines(80)).containsExactly("name     n", "────  ────", "李娜     1", "Zoë   1000");
    }

    @Test
    void cutsTheWidestTextWhereTheScreenIsNarrow() {
        TextTable table = new TextTable(Frame.RULE, List.of("text", "number"), RIGHT);
        table.add(List.of("a rather long text", "123456789"));
        assertThat(table.lines(20))
                .containsExactly("text          number", "─────────  ─────────", "a rather…  123456789");
        assertThat(table.lines(20))
                .allSatisfy(line -> assertThat(DisplayWidth.of(line)).isLessThanOrEqualTo(20));
    }

    @Test
    void showsControlCharactersInsteadOfObeyingThem() {
        TextTable table = new TextTable(Frame.RULE, List.of("a"), new boolean[] {false});
        table.add(List.of("x\ny\t\u001b[31m"));
        assertThat(table.lines(80).getLast()).isEqualTo("x\\ny\\t·[31m");
    }
}
