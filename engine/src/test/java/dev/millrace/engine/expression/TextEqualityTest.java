package dev.millrace.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What {@link TextEquality} takes for granted of characters beyond ASCII whose other case is ASCII. */
class TextEqualityTest {
    @Test
    void onlyTheKelvinSignIsAnAsciiLetterInLowerCase() {
        for (int point = 128; point <= Character.MAX_CODE_POINT; point++) {
            String text = Character.toString(point);
            assertKnown(text, text.toLowerCase(Locale.ROOT), "k");
        }
    }

    @Test
    void onlyFewCharactersAreAsciiLettersInUpperCase() {
        for (int point = 128; point <= Character.MAX_CODE_POINT; point++) {
            String text = Character.toString(point);
            assertKnown(text, text.toUpperCase(Locale.ROOT), "FILST");
        }
    }

    private static void assertKnown(String text, String changed, String letters) {
        if (changed.chars().allMatch(letter -> letter < 128)) {
            int bytes = text.getBytes(StandardCharsets.UTF_8).length;
            assertThat(changed).as(text).matches("[" + letters + "]+").hasSizeBetween(bytes - 2, bytes);
        }
    }
}
