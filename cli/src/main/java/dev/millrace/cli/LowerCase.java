package dev.millrace.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the constants of an enum in lower case. */
abstract class LowerCase<E extends Enum<E>> implements ITypeConverter<E> {
    private final List<E> constants;

    LowerCase(E[] constants) {
        this.constants = List.of(constants);
    }

    @Override
    public E convert(String name) {
        return constants.stream()
                .filter(constant -> lower(constant).equals(name))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("expected " + choices() + ", not '" + name + "'"));
    }

    private String choices() {
        String first = constants.subList(0, constants.size() - 1).stream()
                .map(LowerCase::lower)
                .collect(Collectors.joining(", "));
        return Stream.of(first, lower(constants.getLast())).collect(Collectors.joining(" or "));
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
