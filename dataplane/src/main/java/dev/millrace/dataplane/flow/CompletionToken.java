package dev.millrace.dataplane.flow;

import dev.millrace.dataplane.http.Problem;
import dev.millrace.dataplane.http.RequestException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

/**
 * Stands for all that an input had brought at some moment. Opaque to clients, and of use only as long as the process lives.
 *
 * @param incarnation the process that gave it out
 * @param input its name in the statistics
 * @param chunks how many it had brought
 */
record CompletionToken(UUID incarnation, String input, long chunks) {
    private static final String SEPARATOR = "\n";

    String text() {
        String plain = String.join(SEPARATOR, incarnation.toString(), Long.toString(chunks), input);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    static CompletionToken parse(String text) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            String[] parts = plain.split(SEPARATOR, 3);
            return new CompletionToken(UUID.fromString(parts[0]), parts[2], Long.parseLong(parts[1]));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new RequestException(Problem.INVALID_PARAM, "this is not a completion token: " + text);
        }
    }
}
