package dev.millrace.connectors.file;

import dev.millrace.connect.config.ConfigField;
import dev.millrace.connect.config.ConfigSpec;
import dev.millrace.connect.config.ConfigType;
import dev.millrace.types.Ref;
import java.util.List;

/**
 * What to read.
 *
 * @param path of a file, or a pattern of several
 * @param bufferBytes how much is read at once
 * @param follow whether to wait for more at the end
 */
record FileInputConfig(String path, int bufferBytes, boolean follow) {
    private static final int BUFFER_BYTES_MIN = 1;
    static final int BUFFER_BYTES = 1 << 20;

    private static final ConfigField<String> PATH = ConfigField.required(
            "path",
            ConfigType.text(),
            "The file, as a path relative to the program's folder or a file:// URL. The last part may hold * and ?; then all such "
                    + "files are read in the order of their names. Files named .gz are decompressed.");
    static final ConfigField<Long> BUFFER = ConfigField.withDefault(
            "buffer_size_bytes",
            ConfigType.integer(BUFFER_BYTES_MIN, Ref.PAGE_SIZE_MAX),
            (long) BUFFER_BYTES,
            "How many bytes are read and parsed at once. Longer records get a larger buffer.");
    private static final ConfigField<Boolean> FOLLOW = ConfigField.withDefault(
            "follow",
            ConfigType.flag(),
            false,
            "Whether to wait at the end for more to be appended, instead of ending.");

    static final ConfigSpec<FileInputConfig> SPEC = new ConfigSpec<>(
            "file_input",
            "Reads files.",
            List.of(PATH, BUFFER, FOLLOW),
            values -> new FileInputConfig(values.get(PATH), values.get(BUFFER).intValue(), values.get(FOLLOW)));
}
