package dev.millrace.manager.rest;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Names in paths. */
final class Paths {
    private Paths() {}

    /** A name as one segment of a path. */
    static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
