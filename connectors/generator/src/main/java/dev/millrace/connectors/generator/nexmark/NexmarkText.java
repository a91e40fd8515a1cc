package dev.millrace.connectors.generator.nexmark;

import dev.millrace.connectors.generator.Draws;
import dev.millrace.types.BytesColumn;
import dev.millrace.types.Ref;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The texts of Nexmark: dictionaries in pages, and references into them made of random bits. Immutable. */
final class NexmarkText {
    private static final int FILLER_BYTES = 1 << 20;
    private static final int CHANNELS = 10_000;
    private static final List<String> HOT_CHANNELS = List.of("Google", "Facebook", "Baidu", "Apple");
    private static final List<String> STATES = List.of("AZ", "CA", "ID", "OR", "WA", "WY");
    private static final List<String> CITIES = List.of(
            "Phoenix",
            "Los Angeles",
            "San Francisco",
            "Boise",
            "Portland",
            "Bend",
            "Redmond",
            "Seattle",
            "Kent",
            "Cheyenne");
    private static final List<String> FIRST_NAMES =
            List.of("Peter", "Paul", "Luke", "John", "Saul", "Vicky", "Kate", "Julie", "Sarah", "Deiter", "Walter");
    private static final List<String> LAST_NAMES =
            List.of("Shultz", "Abrams", "Spencer", "White", "Bartels", "Walton", "Smith", "Jones", "Noris");

    /** Words in one page. */
    private record Dictionary(byte[] page, long[] refs) {
        static Dictionary of(List<String> words) {
            ByteArrayOutputStream page = new ByteArrayOutputStream();
            long[] refs = new long[words.size()];
            for (int i = 0; i < refs.length; i++) {
                byte[] word = words.get(i).getBytes(StandardCharsets.UTF_8);
                refs[i] = Ref.of(0, page.size(), word.length);
                page.writeBytes(word);
            }
            return new Dictionary(page.toByteArray(), refs);
        }

        long any(long bits) {
            return refs[Draws.below(bits, refs.length)];
        }
    }

    private final byte[] fillers;
    private final Dictionary channels;
    private final Dictionary urls;
    private final Dictionary names;
    private final Dictionary cities = Dictionary.of(CITIES);
    private final Dictionary states = Dictionary.of(STATES);

    NexmarkText(long seed) {
        fillers = letters(Draws.key(seed, -1), FILLER_BYTES);
        List<String> channelWords = new ArrayList<>(HOT_CHANNELS);
        List<String> urlWords = new ArrayList<>();
        long key = Draws.key(seed, -2);
        for (int i = 0; i < HOT_CHANNELS.size(); i++) {
            urlWords.add(url(key, i));
        }
        for (int channel = 0; channel < CHANNELS; channel++) {
            channelWords.add("channel-" + channel);
            String url = url(key, HOT_CHANNELS.size() + channel);
            boolean named = Draws.below(Draws.bits(key, -1 - channel), 10) > 0;
            urlWords.add(named ? url + "&channel_id=" + Math.abs(Integer.reverse(channel)) : url);
        }
        channels = Dictionary.of(channelWords);
        urls = Dictionary.of(urlWords);
        List<String> nameWords = new ArrayList<>();
        for (String first : FIRST_NAMES) {
            for (String last : LAST_NAMES) {
                nameWords.add(first + " " + last);
            }
        }
        names = Dictionary.of(nameWords);
    }

    private static byte[] letters(long key, int length) {
        byte[] letters = new byte[length];
        for (int i = 0; i < length; i++) {
            long bits = Draws.bits(key, i);
            letters[i] = (byte) (Draws.belowByLow(bits, 13) == 0 ? ' ' : 'a' + Draws.below(bits, 26));
        }
        return letters;
    }

    private static String url(long key, int number) {
        StringBuilder url = new StringBuilder("https://www.nexmark.com/");
        for (int part = 0; part < 3; part++) {
            long bits = Draws.bits(key, number * 3L + part);
            int length = 3 + Draws.below(bits, 3);
            for (int i = 0; i < length; i++) {
                url.append((char) ('a' + (bits >>> 5 * i & 31) % 26));
            }
            url.append('/');
        }
        return url.append("item.htm?query=1").toString();
    }

    /** One of four hot channels, or of ten thousand others, one to one. */
    private static int channelNumber(long bits) {
        return (bits & 1) == 0 ? (int) (bits >>> 1 & 3) : HOT_CHANNELS.size() + Draws.below(bits, CHANNELS);
    }

    long channel(long bits) {
        return channels.refs[channelNumber(bits)];
    }

    long url(long bits) {
        return urls.refs[channelNumber(bits)];
    }

    long name(long bits) {
        return names.any(bits);
    }

    long city(long bits) {
        return cities.any(bits);
    }

    long state(long bits) {
        return states.any(bits);
    }

    /** A text of {@code size} bytes on average, up to a fifth more or less. */
    long filler(long bits, int size) {
        int delta = (size + 2) / 5;
        return word(bits, size - delta, size + delta);
    }

    /** A text of {@code min} to {@code max} − 1 bytes. */
    long word(long bits, int min, int max) {
        int length = min + Draws.belowByLow(bits, max - min);
        return Ref.of(0, Draws.below(bits, FILLER_BYTES - length), length);
    }

    byte[] channels() {
        return channels.page;
    }

    byte[] urls() {
        return urls.page;
    }

    byte[] names() {
        return names.page;
    }

    byte[] cities() {
        return cities.page;
    }

    byte[] states() {
        return states.page;
    }

    byte[] fillers() {
        return fillers;
    }

    /** Addresses such as {@code abcdefg@hijkl.com}. */
    BytesColumn emails(long[] events, long key) {
        byte[] page = new byte[events.length * 17];
        long[] refs = new long[events.length];
        for (int i = 0; i < refs.length; i++) {
            int from = i * 17;
            long bits = Draws.bits(key, events[i]);
            for (int letter = 0; letter < 12; letter++) {
                page[from + letter + (letter < 7 ? 0 : 1)] = (byte) ('a' + (bits >>> 5 * letter & 31) % 26);
            }
            page[from + 7] = '@';
            page[from + 13] = '.';
            page[from + 14] = 'c';
            page[from + 15] = 'o';
            page[from + 16] = 'm';
            refs[i] = Ref.of(0, from, 17);
        }
        return new BytesColumn(refs.length, refs, new byte[][] {page}, null);
    }

    /** Numbers such as {@code 1234 5678 9012 3456}. */
    BytesColumn creditCards(long[] events, long key) {
        byte[] page = new byte[events.length * 19];
        long[] refs = new long[events.length];
        for (int i = 0; i < refs.length; i++) {
            int from = i * 19;
            long digits = Draws.bits(key, events[i]) >>> 1;
            for (int at = 0; at < 19; at++) {
                if (at % 5 == 4) {
                    page[from + at] = ' ';
                } else {
                    page[from + at] = (byte) ('0' + digits % 10);
                    digits /= 10;
                }
            }
            refs[i] = Ref.of(0, from, 19);
        }
        return new BytesColumn(refs.length, refs, new byte[][] {page}, null);
    }
}
