package dev.millrace.manager.rest;

import dev.millrace.api.ApiException;
import dev.millrace.api.ErrorCode;
import dev.millrace.manager.auth.Authenticator;
import dev.millrace.manager.auth.Principal;
import dev.millrace.manager.auth.Role;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The gate that every request passes: not too many at a time, not too many of one caller, and only of those who may. GET is for
 * everybody who may read; everything else, and queries, which may write, for those who may write.
 */
final class Access {
    private static final Set<String> OPEN =
            Set.of("/healthz", "/config/authentication", "/feldera/config/authentication", "/v0/openapi.json", "/");
    private static final Pattern SYNC = Pattern.compile("/v0/agents/[^/]+/sync");
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    /** Who guesses keys, guesses slowly. */
    private static final int FAILURES_PER_SECOND_MAX = 10;

    private static final int FAILURES_AT_ONCE_MAX = 500;
    private static final String ADMITTED = "millrace.admitted";
    private static final String PRINCIPAL = "millrace.principal";

    private final @Nullable Authenticator authenticator;
    private final @Nullable Buckets requests;
    private final Buckets failures = new Buckets(FAILURES_PER_SECOND_MAX, FAILURES_AT_ONCE_MAX, System::nanoTime);
    private final Semaphore places;

    /** Without an authenticator everybody may do everything. */
    Access(@Nullable Authenticator authenticator, RequestLimits limits) {
        this.authenticator = authenticator;
        this.requests = limits.perSecondMax() == 0
                ? null
                : new Buckets(limits.perSecondMax(), limits.perSecondMax(), System::nanoTime);
        this.places = new Semaphore(limits.concurrentMax());
    }

    /** Throws if the request may not be fulfilled. */
    void enter(Context request) {
        if (!places.tryAcquire()) {
            throw wait(request, ErrorCode.SERVER_BUSY, "The server has as many requests as it takes at a time", 1);
        }
        request.attribute(ADMITTED, true);
        // Agents present tokens of their own, whether anybody else has to or not.
        if (!OPEN.contains(request.path()) && !SYNC.matcher(request.path()).matches()) {
            check(request);
        }
    }

    /** The request is done, whatever became of it. */
    void leave(Context request) {
        if (Boolean.TRUE.equals(request.attribute(ADMITTED))) {
            request.attribute(ADMITTED, false);
            places.release();
        }
    }

    /** Throws if the request may not be fulfilled by whoever sends it. */
    void check(Context request) {
        String address = request.ip();
        Principal principal = authenticator == null
                ? new Principal(address, Role.WRITE)
                : authenticated(authenticator, request, address);
        request.attribute(PRINCIPAL, principal.name());
        int seconds = requests == null ? 0 : requests.take(principal.name());
        if (seconds > 0) {
            throw wait(request, ErrorCode.TOO_MANY_REQUESTS, principal.name() + " asks too often", seconds);
        }
        if (principal.role() != Role.WRITE && writes(request)) {
            throw new ApiException(ErrorCode.INSUFFICIENT_PERMISSIONS, "The " + principal.name() + " may only read");
        }
    }

    /** Who sends this request, if that was checked. */
    static @Nullable String principal(Context request) {
        return request.attribute(PRINCIPAL);
    }

    private Principal authenticated(Authenticator judge, Context request, String address) {
        int seconds = failures.look(address);
        if (seconds > 0) {
            throw wait(request, ErrorCode.TOO_MANY_REQUESTS, address + " failed to authenticate too often", seconds);
        }
        try {
            return judge.authenticate(request.header("Authorization"));
        } catch (ApiException refusal) {
            if (refusal.code().status() == 401) {
                failures.take(address);
                request.header("WWW-Authenticate", "Bearer");
            }
            throw refusal;
        }
    }

    private static boolean writes(Context request) {
        return !READING.contains(request.method().name()) || request.path().endsWith("/query");
    }

    private static ApiException wait(Context request, ErrorCode code, String message, int seconds) {
        request.header("Retry-After", String.valueOf(seconds));
        return new ApiException(
                code, message + "; try again in " + seconds + " s", Map.of("retry_after_secs", seconds));
    }
}
