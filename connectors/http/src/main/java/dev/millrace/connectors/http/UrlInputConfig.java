package dev.millrace.connectors.http;

import dev.millrace.connect.config.ConfigField;
import dev.millrace.connect.config.ConfigSpec;
import dev.millrace.connect.config.ConfigType;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/** What to read. */
record UrlInputConfig(URI url) {
    private static final ConfigField<String> PATH = ConfigField.required(
            "path",
            ConfigType.text(),
            "The http:// or https:// URL. What it answers must stay the same as long as it may have to be read again. Bodies of URLs "
                    + "that end in .gz are decompressed.");
    private static final ConfigField<Object> PAUSE_TIMEOUT = ConfigField.optional(
            "pause_timeout", ConfigType.any(), "Without meaning here: a paused pipeline keeps its connection.");
    private static final ConfigField<Object> PAUSE_LINGER =
            ConfigField.optional("pause_linger", ConfigType.any(), "The same.");

    static final ConfigSpec<UrlInputConfig> SPEC = new ConfigSpec<>(
            "url_input",
            "Reads what an URL answers, once.",
            List.of(PATH, PAUSE_TIMEOUT, PAUSE_LINGER),
            values -> new UrlInputConfig(url(values.get(PATH))));

    private static URI url(String text) {
        URI url = URI.create(text);
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https") || url.getHost() == null) {
            throw new IllegalArgumentException("path must be an http:// or https:// URL, not '" + text + "'");
        }
        return url;
    }
}
