package dev.millrace.manager.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.millrace.api.ApiException;
import dev.millrace.api.ErrorCode;
import dev.millrace.api.Json;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Bearer tokens of an OpenID Connect server. Its keys are fetched when they are first needed, kept, and fetched again when a token names
 * one that is not known. Thread-safe.
 */
public final class OidcTokens {
    private static final Logger LOG = LoggerFactory.getLogger(OidcTokens.class);
    private static final int TIMEOUT_MILLIS = 3_000;
    private static final int DOCUMENT_BYTES_MAX = 1 << 20;
    private static final int CLOCK_SKEW_SECONDS = 30;
    private static final String OWN = "millrace:";

    private final OidcSettings settings;
    private final DefaultResourceRetriever retriever =
            new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, DOCUMENT_BYTES_MAX);
    private @Nullable DefaultJWTProcessor<SecurityContext> processor;

    public OidcTokens(OidcSettings settings) {
        this.settings = settings;
    }

    Principal authenticate(String token) {
        try {
            JWTClaimsSet claims = processor().process(token, null);
            Role role = role(claims);
            if (role == null) {
                throw new ApiException(
                        ErrorCode.UNAUTHORIZED_OIDC_TOKEN,
                        "The claim '" + settings.roleClaim() + "' of the token gives no role");
            }
            return new Principal("token of " + claims.getSubject(), role);
        } catch (KeySourceException | IOException e) {
            LOG.warn("The keys of {} cannot be had: {}", settings.issuer(), e.toString());
            throw new ApiException(
                    ErrorCode.AUTHENTICATION_UNAVAILABLE, "The server that makes tokens cannot be asked for its keys");
        } catch (ParseException | BadJOSEException | JOSEException e) {
            throw new ApiException(ErrorCode.INVALID_OIDC_TOKEN, "The token is not accepted: " + e.getMessage());
        }
    }

    private synchronized DefaultJWTProcessor<SecurityContext> processor() throws IOException {
        DefaultJWTProcessor<SecurityContext> present = processor;
        if (present == null) {
            present = make(keys());
            processor = present;
        }
        return present;
    }

    private JWKSource<SecurityContext> keys() throws IOException {
        String base = settings.issuer().toString();
        URI where = URI.create((base.endsWith("/") ? base : base + "/") + ".well-known/openid-configuration");
        try {
            JsonNode found = Json.read(retriever.retrieveResource(where.toURL()).getContent());
            if (!found.path("issuer").asString("").equals(base)) {
                throw new IOException(where + " is about another issuer than " + base);
            }
            URI keys = URI.create(found.path("jwks_uri").asString(""));
            if (!"https".equals(keys.getScheme())
                    && !"http".equals(settings.issuer().getScheme())) {
                throw new IOException("the keys of an https issuer must not come from " + keys);
            }
            return JWKSourceBuilder.create(keys.toURL(), retriever).build();
        } catch (JacksonException | IllegalArgumentException e) {
            throw new IOException(where + " does not say where the keys are", e);
        }
    }

    private DefaultJWTProcessor<SecurityContext> make(JWKSource<SecurityContext> keys) {
        Set<JWSAlgorithm> algorithms =
                settings.algorithms().stream().map(JWSAlgorithm::parse).collect(Collectors.toUnmodifiableSet());
        DefaultJWTClaimsVerifier<SecurityContext> claims = new DefaultJWTClaimsVerifier<>(
                settings.audience(),
                new JWTClaimsSet.Builder().issuer(settings.issuer().toString()).build(),
                Set.of("sub", "exp"));
        claims.setMaxClockSkew(CLOCK_SKEW_SECONDS);
        DefaultJWTProcessor<SecurityContext> made = new DefaultJWTProcessor<>();
        made.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        made.setJWSKeySelector(new JWSVerificationKeySelector<>(algorithms, keys));
        made.setJWTClaimsSetVerifier(claims);
        return made;
    }

    private @Nullable Role role(JWTClaimsSet claims) {
        List<String> said = words(claim(claims.getClaims(), settings.roleClaim()));
        if (said.contains("write") || said.contains(OWN + "write")) {
            return Role.WRITE;
        }
        return said.contains("read") || said.contains(OWN + "read") ? Role.READ : settings.otherwise();
    }

    private static @Nullable Object claim(Map<String, Object> claims, String path) {
        Object value = claims.get(path);
        for (int dot = path.indexOf('.'); value == null && dot > 0; dot = path.indexOf('.', dot + 1)) {
            if (claims.get(path.substring(0, dot)) instanceof Map<?, ?> inner) {
                value = inner.get(path.substring(dot + 1));
            }
        }
        return value;
    }

    private static List<String> words(@Nullable Object claim) {
        return switch (claim) {
            case String text -> Arrays.asList(text.split(" "));
            case Collection<?> all -> all.stream().map(String::valueOf).toList();
            case null, default -> List.of();
        };
    }
}
