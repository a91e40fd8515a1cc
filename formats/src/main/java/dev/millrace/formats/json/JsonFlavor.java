package dev.millrace.formats.json;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How other systems write what JSON has no type for. In every flavour a value in quotes is read as in {@link #DEFAULT}; a flavour says
 * what a bare number means, and whether a VARIANT is a string that holds JSON.
 */
enum JsonFlavor {
    DEFAULT(Number.NONE, Number.NONE, Number.NONE, false),
    DEBEZIUM_MYSQL(Number.DAYS, Number.MICROS, Number.NONE, true),
    DEBEZIUM_POSTGRES(Number.DAYS, Number.MICROS, Number.MILLIS, true),
    KAFKA_CONNECT_JSON_CONVERTER(Number.DAYS, Number.MILLIS, Number.MILLIS, true),
    SNOWFLAKE(Number.NONE, Number.NONE, Number.NONE, true),
    /** What {@code DataFrame.to_json} writes: milliseconds since 1970, for dates too. */
    PANDAS(Number.MILLIS, Number.NONE, Number.MILLIS, true),
    BLOCKCHAIN(Number.NONE, Number.NONE, Number.NONE, false),
    C_HEX(Number.NONE, Number.NONE, Number.NONE, false);

    /** What a bare number counts. */
    enum Number {
        NONE,
        DAYS,
        MILLIS,
        MICROS
    }

    final Number date;
    final Number time;
    final Number timestamp;
    final boolean variantInText;

    JsonFlavor(Number date, Number time, Number timestamp, boolean variantInText) {
        this.date = date;
        this.time = time;
        this.timestamp = timestamp;
        this.variantInText = variantInText;
    }

    static String[] names() {
        return Arrays.stream(values()).map(JsonFlavor::text).toArray(String[]::new);
    }

    private String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static JsonFlavor of(String name) {
        Optional<JsonFlavor> found =
                Arrays.stream(values()).filter(f -> f.text().equals(name)).findFirst();
        return found.orElseThrow(() -> new IllegalArgumentException("no json_flavor " + name));
    }
}
