package dev.millrace.testing.service;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A request.
 *
 * @param target the path, with the query, encoded
 * @param headers one value each
 * @param body empty for none
 */
record ApiRequest(String method, String target, SortedMap<String, String> headers, byte[] body) {
    ApiRequest {
        headers = new TreeMap<>(headers);
    }

    ApiRequest(String method, String target, String body) {
        this(method, target, new TreeMap<>(Map.of()), body.getBytes(StandardCharsets.UTF_8));
    }

    /** Without the query. */
    String path() {
        int end = target.indexOf('?');
        return end < 0 ? target : target.substring(0, end);
    }

    /** In a form that can be sent again by hand: a body that is no text is shown in base 64. */
    @Override
    public String toString() {
        String text = new String(body, StandardCharsets.UTF_8);
        boolean faithful = java.util.Arrays.equals(text.getBytes(StandardCharsets.UTF_8), body);
        return method + " " + target + " " + headers + " "
                + (faithful ? text : "base64:" + Base64.getEncoder().encodeToString(body));
    }
}
