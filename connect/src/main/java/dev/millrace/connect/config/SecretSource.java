package dev.millrace.connect.config;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What references to secrets stand for. Thread-safe. */
@FunctionalInterface
public interface SecretSource {
    /** What became of a reference. */
    sealed interface Found {
        /** What it stands for. Its {@code toString} does not say. */
        record Value(String text) implements Found {
            @Override
            public String toString() {
                return "Value[…]";
            }
        }

        /** There is nothing it could stand for; {@code why} is a clause without a full stop. */
        record Missing(String why) implements Found {}
    }

    /** Looks {@code ${KIND:NAME}} up. */
    Found find(String kind, String name);

    /** Only {@code ${env:NAME}}, from {@code variables}, which gives {@code null} for those not set. */
    static SecretSource variables(Function<String, @Nullable String> variables) {
        return (kind, name) -> {
            if (!kind.equals("env")) {
                return new Found.Missing("no secrets come from \"" + kind + "\" (known: ${env:NAME})");
            }
            String value = variables.apply(name);
            return value == null
                    ? new Found.Missing("the environment variable " + name + " is not set")
                    : new Found.Value(value);
        };
    }
}
