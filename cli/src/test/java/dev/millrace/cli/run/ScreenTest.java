package dev.millrace.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Screen screen = new Screen(new PrintStream(out, true, StandardCharsets.UTF_8), false);

    private String written() {
        String text = out.toString(StandardCharsets.UTF_8);
        out.reset();
        return text;
    }

    private static List<List<Span>> lines(String... texts) {
        return java.util.Arrays.stream(texts)
                .map(text -> List.of(Span.bold(text)))
                .toList();
    }

    @Test
    void eachFrameIsDrawnOverTheOneBefore() {
        Screen.Size size = new Screen.Size(80, 24);
        screen.draw(lines("one", "two", "three"), size);
        assertThat(written())
                .contains("one\u001b[K\ntwo\u001b[K\nthree\u001b[K\n")
                .doesNotContain("A\u001b");
        screen.draw(lines("four"), size);
        assertThat(written()).contains("\r\u001b[3Afour\u001b[K\n\u001b[J");
        screen.clear();
        assertThat(written()).isEqualTo("\r\u001b[1A\u001b[J");
    }

    @Test
    void whatDoesNotFitIsLeftOut() {
        String[] many = IntStream.range(0, 50).mapToObj(i -> "line number " + i).toArray(String[]::new);
        screen.draw(lines(many), new Screen.Size(8, 5));
        assertThat(written().lines().filter(line -> line.contains("line nu…"))).hasSize(4);
    }

    @Test
    void coloursEndWhereTheyShould() {
        new Screen(new PrintStream(out, true, StandardCharsets.UTF_8), true)
                .draw(List.of(List.of(Span.bold("a"), Span.plain("b"))), new Screen.Size(80, 24));
        assertThat(written()).contains("\u001b[1ma\u001b[0mb\u001b[K");
    }
}
