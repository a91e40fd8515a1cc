package dev.millrace.manager.rest;

import dev.millrace.api.ApiException;
import dev.millrace.api.ErrorCode;
import java.util.List;
import java.util.regex.Pattern;

/** What names, descriptions and tags may look like. */
final class Names {
    private static final int NAME_MAX = 100;
    private static final int DESCRIPTION_MAX = 10_000;
    private static final int TAGS_MAX = 50;
    private static final int TAG_MAX = 50;
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]+");
    private static final Pattern TAG = Pattern.compile("[a-zA-Z0-9 ._/|\\\\:=-]+");

    private Names() {}

    /** The name, if it may be one. */
    static String checked(String name) {
        if (name.isEmpty()) {
            throw new ApiException(ErrorCode.EMPTY_NAME, "A name cannot be empty");
        }
        if (name.length() > NAME_MAX) {
            throw new ApiException(
                    ErrorCode.TOO_LONG_NAME,
                    "The name has " + name.length() + " characters; at most " + NAME_MAX + " are allowed");
        }
        if (!NAME.matcher(name).matches()) {
            throw new ApiException(
                    ErrorCode.NAME_DOES_NOT_MATCH_PATTERN,
                    "The name '" + name + "' contains other characters than letters, digits, '_' and '-'");
        }
        return name;
    }

    static String description(String text) {
        if (text.length() > DESCRIPTION_MAX) {
            throw new ApiException(
                    ErrorCode.TOO_LONG_DESCRIPTION,
                    "The description has " + text.length() + " characters; at most " + DESCRIPTION_MAX
                            + " are allowed");
        }
        return text;
    }

    static List<String> tags(List<String> tags) {
        if (tags.size() > TAGS_MAX) {
            throw new ApiException(ErrorCode.TOO_MANY_TAGS, "At most " + TAGS_MAX + " tags are allowed");
        }
        for (String tag : tags) {
            if (tag.length() > TAG_MAX || !TAG.matcher(tag).matches()) {
                throw new ApiException(ErrorCode.INVALID_TAG, "'" + tag + "' is no tag");
            }
        }
        return tags;
    }
}
