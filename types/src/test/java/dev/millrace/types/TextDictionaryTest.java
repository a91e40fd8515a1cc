package dev.millrace.types;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextDictionaryTest {
    private final TextDictionary dictionary = new TextDictionary();

    /** A column whose texts lie one after another in a page of their own; {@code null} is NULL. */
    private static BytesColumn column(List<String> texts) {
        StringBuilder all = new StringBuilder();
        long[] refs = new long[texts.size() + 5];
        long[] nulls = null;
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            if (text.equals("NULL")) {
                nulls = nulls == null ? Nulls.create(texts.size()) : nulls;
                Nulls.set(nulls, i);
            } else {
                refs[i] = Ref.of(0, all.length(), text.length());
                all.append(text);
            }
        }
        byte[][] pages = {all.toString().getBytes(StandardCharsets.US_ASCII)};
        return new BytesColumn(texts.size(), refs, pages, nulls);
    }

    private void refersAsBefore(List<String> texts) {
        BytesColumn before = column(texts);
        BytesColumn after = dictionary.refer(before);
        assertThat(after.size()).isEqualTo(texts.size());
        for (int row = 0; row < texts.size(); row++) {
            assertThat(after.isNull(row)).isEqualTo(before.isNull(row));
            if (!before.isNull(row)) {
                assertThat(after.text(row)).isEqualTo(texts.get(row));
                assertThat(after.hash(row)).isEqualTo(before.hash(row));
            }
        }
    }

    @Test
    void textsStayWhatTheyAre() {
        Random random = new Random(1);
        for (int batch = 0; batch < 60; batch++) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                texts.add(
                        switch (random.nextInt(6)) {
                            case 0 -> "NULL";
                            case 1 -> "";
                            case 2 -> "x".repeat(random.nextInt(80));
                            case 3 -> "unique-" + batch + "-" + i;
                            default -> "channel-" + random.nextInt(500);
                        });
            }
            refersAsBefore(texts);
        }
    }

    @Test
    void repeatedTextsAreKeptOnce() {
        BytesColumn first = dictionary.refer(column(List.of("Apple", "Google", "Apple")));
        BytesColumn second = dictionary.refer(column(List.of("Google", "Apple")));
        assertThat(first.page(0)).isSameAs(second.page(1));
        assertThat(first.offset(0)).isEqualTo(first.offset(2)).isEqualTo(second.offset(1));
        assertThat(first.offset(1)).isEqualTo(second.offset(0));
    }

    @Test
    void longTextsStayWhereTheyAre() {
        BytesColumn column = column(List.of("a".repeat(TextDictionary.LENGTH_MAX + 1)));
        assertThat(dictionary.refer(column).page(0)).isSameAs(column.page(0));
    }

    /** More texts than it takes, and none of them twice: it gives up, and columns stay as they are. */
    @Test
    void textsThatDoNotRepeatAreLeftAlone() {
        BytesColumn last = column(List.of());
        for (int batch = 0; batch < 20; batch++) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) {
                texts.add("text " + batch + " " + i);
            }
            refersAsBefore(texts);
            last = column(texts);
        }
        assertThat(dictionary.refer(last).refs()).isSameAs(last.refs());
    }
}
