package dev.millrace.testing.service;

import dev.millrace.api.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What a server answered.
 *
 * @param type of the content, empty if there is none
 * @param whole whether the body ended; an answer that goes on for ever is read a little of
 */
record Answer(int status, String type, String body, boolean whole) {

    boolean isJson() {
        return type.startsWith("application/json");
    }

    JsonNode json() {
        return Json.read(body);
    }

    /** The error code, empty if there is none. */
    String errorCode() {
        try {
            return isJson() && whole ? json().path("error_code").asString("") : "";
        } catch (JacksonException e) {
            return "";
        }
    }

    @Override
    public String toString() {
        return status + " " + type + " " + (body.length() > 2000 ? body.substring(0, 2000) + "…" : body);
    }
}
