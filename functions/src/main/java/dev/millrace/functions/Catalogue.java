package dev.millrace.functions;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Collects function definitions, group by group. */
final class Catalogue {

    private final Map<String, Definition> definitions = new TreeMap<>();
    private String group = "";

    /** Makes the function for the types of one call. */
    @FunctionalInterface
    interface Binding {
        ScalarFunction bind(Signature signature);
    }

    /** A function: whether it fails may depend on the types. */
    record Definition(FunctionDoc doc, Predicate<Signature> fails, Binding binding) {}

    /** Starts a group. */
    void group(String name) {
        group = name;
    }

    /** A function that never fails and is NULL if an argument is. */
    void strict(String name, String text, Binding binding) {
        strict(name, text, signature -> false, binding);
    }

    /** A function that may fail and is NULL if an argument is. */
    void failing(String name, String text, Binding binding) {
        strict(name, text, signature -> true, binding);
    }

    /** A function that fails for some types and is NULL if an argument is. */
    void strict(String name, String text, Predicate<Signature> fails, Binding binding) {
        open(name, text, fails, signature -> nullIfAnyNull(binding.bind(signature)));
    }

    /** A function that never fails and sees NULLs. */
    void open(String name, String text, Binding binding) {
        open(name, text, signature -> false, binding);
    }

    /** A function that sees NULLs. */
    void open(String name, String text, Predicate<Signature> fails, Binding binding) {
        Definition former = definitions.put(name, new Definition(new FunctionDoc(name, group, text), fails, binding));
        if (former != null) {
            throw new IllegalStateException(name + " is defined twice");
        }
    }

    /** A function that may fail and sees NULLs. */
    void openFailing(String name, String text, Binding binding) {
        open(name, text, signature -> true, binding);
    }

    /** Another name of a function. */
    void alias(String name, String original) {
        Definition same = definitions.get(original);
        if (same == null) {
            throw new IllegalStateException(original + " is not defined yet");
        }
        open(name, "Same as " + original + ".", same.fails(), same.binding());
    }

    Map<String, Definition> definitions() {
        return definitions;
    }

    private static ScalarFunction nullIfAnyNull(ScalarFunction function) {
        return arguments -> {
            for (@Nullable Object argument : arguments) {
                if (argument == null) {
                    return null;
                }
            }
            return function.apply(arguments);
        };
    }
}
