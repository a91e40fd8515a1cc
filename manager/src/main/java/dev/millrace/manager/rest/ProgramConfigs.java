package dev.millrace.manager.rest;

import dev.millrace.api.ApiException;
import dev.millrace.api.ErrorCode;
import dev.millrace.api.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Compiler settings: a profile that is kept for those who set it, and means nothing to a compiler that is always fast. */
final class ProgramConfigs {
    private static final List<String> PROFILES = List.of("dev", "unoptimized", "optimized", "optimized_symbols");

    private ProgramConfigs() {}

    static Json checked(Json config) {
        JsonNode profile = config.tree().path("profile");
        if (!profile.isMissingNode() && !profile.isNull() && !PROFILES.contains(profile.asString(""))) {
            throw invalid("profile is one of " + String.join(", ", PROFILES));
        }
        JsonNode cache = config.tree().path("cache");
        if (!cache.isMissingNode() && !cache.isNull() && !cache.isBoolean()) {
            throw invalid("cache is true or false");
        }
        return config;
    }

    private static ApiException invalid(String message) {
        return new ApiException(ErrorCode.INVALID_PROGRAM_CONFIG, "Invalid program_config: " + message);
    }
}
