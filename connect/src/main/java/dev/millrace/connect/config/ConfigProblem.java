package dev.millrace.connect.config;

/**
 * A mistake in a configuration.
 *
 * @param path of the field, from the outermost value: {@code [0].transport.config.path}; empty if the whole is meant
 * @param message what is wrong and, where known, what would be right; a clause without a full stop
 */
public record ConfigProblem(String path, String message) {
    @Override
    public String toString() {
        return path.isEmpty() ? message : path + ": " + message;
    }
}
