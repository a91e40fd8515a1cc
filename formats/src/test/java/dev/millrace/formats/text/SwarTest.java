package dev.millrace.formats.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SwarTest {
    private final Random random = new Random(1);

    @Test
    void digitsAreCountedAndReadWhateverFollowsThem() {
        for (int i = 0; i < 100_000; i++) {
            int digits = random.nextInt(9);
            byte[] bytes = new byte[8];
            random.nextBytes(bytes);
            long expected = 0;
            for (int at = 0; at < digits; at++) {
                bytes[at] = (byte) ('0' + random.nextInt(10));
                expected = expected * 10 + bytes[at] - '0';
            }
            if (digits < 8 && bytes[digits] >= '0' && bytes[digits] <= '9') {
                bytes[digits] = (byte) "/:,}\u007f".charAt(random.nextInt(5));
            }
            long word = Swar.load(bytes, 0);
            assertThat(Swar.digits(word)).isEqualTo(digits);
            assertThat(Swar.number(word, digits)).isEqualTo(expected);
        }
    }

    @Test
    void plainTextEndsWhereTheFirstOtherByteIs() {
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = new byte[random.nextInt(100)];
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = (byte) (random.nextInt(40) == 0 ? random.nextInt() : ' ' + random.nextInt(95));
            }
            int from = random.nextInt(bytes.length + 1);
            int end = from;
            while (end < bytes.length && bytes[end] >= ' ' && bytes[end] != '"' && bytes[end] != '\\') {
                end++;
            }
            assertThat(Swar.plainTextEnd(bytes, from, bytes.length)).isEqualTo(end);
        }
    }

    @Test
    void aByteIsFoundWhereItIsFirst() {
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = new byte[random.nextInt(100)];
            random.nextBytes(bytes);
            int from = random.nextInt(bytes.length + 1);
            int end = from;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            assertThat(Swar.indexOf(bytes, from, bytes.length, (byte) '\n')).isEqualTo(end);
        }
    }

    @Test
    void plainTimestampsAreReadAsOthersAre() {
        PlainTimestamp plain = new PlainTimestamp();
        for (int i = 0; i < 100_000; i++) {
            String text = "20%02d-%02d-%02d%s%02d:%02d:%02d"
                    .formatted(
                            random.nextInt(3),
                            random.nextInt(14),
                            random.nextInt(33),
                            random.nextBoolean() ? "T" : " ",
                            random.nextInt(25),
                            random.nextInt(61),
                            random.nextInt(61));
            int fraction = random.nextInt(8);
            String whole = fraction == 0 ? text : text + "." + "1234567".substring(0, fraction);
            byte[] bytes = (whole + "\"".repeat(PlainTimestamp.BYTES)).getBytes(StandardCharsets.US_ASCII);
            int end = plain.read(bytes, 0);
            if (fraction > 6) {
                assertThat(end).isEqualTo(PlainTimestamp.OTHER_FORM);
            } else if (end == PlainTimestamp.OTHER_FORM) {
                org.assertj.core.api.Assertions.assertThatThrownBy(
                                () -> TemporalText.timestamp(bytes, 0, whole.length()))
                        .isInstanceOf(BadValue.class);
            } else {
                assertThat(end).isEqualTo(whole.length());
                assertThat(plain.micros()).isEqualTo(TemporalText.timestamp(bytes, 0, whole.length()));
            }
        }
    }
}
