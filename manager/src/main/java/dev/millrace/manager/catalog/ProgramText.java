package dev.millrace.manager.catalog;

import dev.millrace.api.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What is compiled.
 *
 * @param code SQL
 * @param udfRust kept byte by byte, for clients that expect it back
 * @param udfToml likewise
 * @param config compiler settings, an object
 */
public record ProgramText(String code, String udfRust, String udfToml, Json config) {
    /** Nothing at all. */
    public static final ProgramText EMPTY = new ProgramText("", "", "", Json.EMPTY);

    /** SHA-256 of what decides the plan: equal texts have equal plans. */
    public String checksum() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(code.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
