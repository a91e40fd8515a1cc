package dev.millrace.connectors.generator.datagen;

import dev.millrace.connectors.generator.Draws;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Text that looks like names, addresses and so on. Each kind makes a text of a source of choices. */
final class FakeText {
    private static final Map<String, Function<Choices, String>> KINDS = kinds();

    private FakeText() {}

    /** The names of the kinds. */
    static List<String> strategies() {
        return List.copyOf(KINDS.keySet());
    }

    /** A text of a kind: always the same for the same key and number. */
    static String text(String strategy, long key, long number) {
        Function<Choices, String> kind = KINDS.get(strategy);
        if (kind == null) {
            throw new IllegalArgumentException("no text is made by the strategy " + strategy);
        }
        return kind.apply(new Choices(Draws.bits(key, number)));
    }

    /** A sequence of random choices. */
    private static final class Choices {
        private final long key;
        private long next;

        private Choices(long key) {
            this.key = key;
        }

        private int below(int bound) {
            return Draws.below(Draws.bits(key, next++), bound);
        }

        private String of(String[] words) {
            return words[below(words.length)];
        }

        private String digits(int count) {
            StringBuilder digits = new StringBuilder();
            for (int i = 0; i < count; i++) {
                digits.append(below(10));
            }
            return digits.toString();
        }

        private String words(int count) {
            StringBuilder words = new StringBuilder(of(Words.WORDS));
            for (int i = 1; i < count; i++) {
                words.append(' ').append(of(Words.WORDS));
            }
            return words.toString();
        }

        private String sentence() {
            String words = words(4 + below(8));
            return Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
        }

        private String sentences(int count) {
            StringBuilder text = new StringBuilder(sentence());
            for (int i = 1; i < count; i++) {
                text.append(' ').append(sentence());
            }
            return text.toString();
        }

        private String name() {
            return of(Words.FIRST_NAMES) + " " + of(Words.LAST_NAMES);
        }

        private String username() {
            return (of(Words.FIRST_NAMES) + "_" + of(Words.LAST_NAMES)).toLowerCase(Locale.ROOT) + below(1000);
        }

        private String capitalized() {
            String word = of(Words.WORDS);
            return Character.toUpperCase(word.charAt(0)) + word.substring(1);
        }

        private String hex(int count) {
            StringBuilder hex = new StringBuilder();
            for (int i = 0; i < count; i++) {
                hex.append(Character.forDigit(below(16), 16));
            }
            return hex.toString();
        }

        private String groups(int count, int size, char separator) {
            StringBuilder groups = new StringBuilder(hex(size));
            for (int i = 1; i < count; i++) {
                groups.append(separator).append(hex(size));
            }
            return groups.toString();
        }

        private String ipv4() {
            return (1 + below(223)) + "." + below(256) + "." + below(256) + "." + below(256);
        }

        private String fileName() {
            return of(Words.WORDS) + "." + of(Words.EXTENSIONS);
        }
    }

    private static Map<String, Function<Choices, String>> kinds() {
        Map<String, Function<Choices, String>> kinds = new LinkedHashMap<>();
        kinds.put("word", c -> c.of(Words.WORDS));
        kinds.put("words", c -> c.words(2 + c.below(4)));
        kinds.put("sentence", Choices::sentence);
        kinds.put("sentences", c -> c.sentences(2 + c.below(3)));
        kinds.put("paragraph", c -> c.sentences(4 + c.below(4)));
        kinds.put("first_name", c -> c.of(Words.FIRST_NAMES));
        kinds.put("last_name", c -> c.of(Words.LAST_NAMES));
        kinds.put("title", c -> c.of(Words.TITLES));
        kinds.put("suffix", c -> c.of(Words.SUFFIXES));
        kinds.put("name", Choices::name);
        kinds.put("name_with_title", c -> c.of(Words.TITLES) + " " + c.name());
        kinds.put("username", Choices::username);
        kinds.put("email", c -> c.username() + "@example." + c.of(Words.DOMAINS));
        kinds.put("password", c -> c.hex(12 + c.below(8)));
        kinds.put("domain_suffix", c -> c.of(Words.DOMAINS));
        kinds.put("ipv4", Choices::ipv4);
        kinds.put("ipv6", c -> c.groups(8, 4, ':'));
        kinds.put("mac_address", c -> c.groups(6, 2, ':'));
        kinds.put("field", c -> c.of(Words.FIELDS));
        kinds.put("position", c -> c.of(Words.POSITIONS));
        kinds.put("seniority", c -> c.of(Words.SENIORITIES));
        kinds.put("job_title", c -> c.of(Words.SENIORITIES) + " " + c.of(Words.FIELDS) + " " + c.of(Words.POSITIONS));
        kinds.put("company_name", c -> c.of(Words.LAST_NAMES) + " " + c.of(Words.COMPANY_SUFFIXES));
        kinds.put("company_suffix", c -> c.of(Words.COMPANY_SUFFIXES));
        kinds.put("city_name", c -> c.of(Words.CITIES));
        kinds.put("country_name", c -> c.of(Words.COUNTRIES));
        kinds.put("country_code", c -> c.of(Words.COUNTRY_CODES));
        kinds.put("state_name", c -> c.of(Words.STATES));
        kinds.put("state_abbr", c -> c.of(Words.STATE_CODES));
        kinds.put("street_name", c -> c.capitalized() + " " + c.of(Words.STREETS));
        kinds.put("street_suffix", c -> c.of(Words.STREETS));
        kinds.put("building_number", c -> Integer.toString(1 + c.below(999)));
        kinds.put("zip_code", c -> c.digits(5));
        kinds.put("post_code", c -> c.digits(5));
        kinds.put("time_zone", c -> c.of(Words.TIME_ZONES));
        kinds.put("phone_number", c -> "+1-" + (200 + c.below(800)) + "-" + c.digits(3) + "-" + c.digits(4));
        kinds.put("cell_number", c -> "+1-" + (200 + c.below(800)) + "-" + c.digits(3) + "-" + c.digits(4));
        kinds.put("currency_code", c -> c.of(Words.CURRENCIES));
        kinds.put("file_name", Choices::fileName);
        kinds.put("file_extension", c -> c.of(Words.EXTENSIONS));
        kinds.put("file_path", c -> "/" + c.of(Words.WORDS) + "/" + c.of(Words.WORDS) + "/" + c.fileName());
        kinds.put("dir_path", c -> "/" + c.of(Words.WORDS) + "/" + c.of(Words.WORDS));
        kinds.put(
                "uuid",
                c -> new UUID(Draws.bits(c.key, 0) & ~0xf000L | 0x4000L, Draws.bits(c.key, 1) >>> 2 | 1L << 63)
                        .toString());
        return Collections.unmodifiableMap(kinds);
    }
}
