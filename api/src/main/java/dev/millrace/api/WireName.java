package dev.millrace.api;

import java.util.Locale;

/** A constant with a name on the wire: its Java name in camel case, {@code IN_USE} as {@code InUse}. */
public interface WireName {
    /** The name of the constant in Java. */
    String name();

    /** The name on the wire. */
    default String wire() {
        StringBuilder wire = new StringBuilder();
        for (String word : name().split("_")) {
            wire.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return wire.toString();
    }

    /** The constant with this wire name; throws {@link IllegalArgumentException} if there is none. */
    static <E extends Enum<E> & WireName> E parse(Class<E> type, String wire) {
        for (E constant : type.getEnumConstants()) {
            if (constant.wire().equals(wire)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("no " + type.getSimpleName() + " is called '" + wire + "'");
    }
}
