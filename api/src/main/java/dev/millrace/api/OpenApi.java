package dev.millrace.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The description of {@code /v0}: {@code openapi.json}, written by hand, and a page to read it. */
public final class OpenApi {
    private static final String TEXT = read("openapi.json");
    private static final String PAGE = read("openapi.html");

    private OpenApi() {}

    /** The description, OpenAPI 3.1 as JSON. */
    public static String text() {
        return TEXT;
    }

    /** A page of HTML that shows it; it fetches {@code openapi.json} from beside itself, and nothing from elsewhere. */
    public static String page() {
        return PAGE;
    }

    private static String read(String name) {
        try (InputStream resource = OpenApi.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException("the resource " + name + " is missing");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
