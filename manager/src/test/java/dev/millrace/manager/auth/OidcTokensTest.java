package dev.millrace.manager.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.api.Json;
import dev.millrace.manager.RunningManager;
import dev.millrace.manager.RunningManager.Answer;
import dev.millrace.manager.Security;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A manager that takes the tokens of a server, whose keys it finds by discovery. */
class OidcTokensTest {
    private static final String AUDIENCE = "millrace";

    private static @Nullable Setting setting;

    /** A server that makes tokens, and a manager that takes them. */
    private record Setting(HttpServer server, RSAKey rsa, ECKey ec, RunningManager api) {
        String issuer() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }
    }

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        RSAKey rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
        ECKey ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String issuer = "http://127.0.0.1:" + server.getAddress().getPort();
        serve(
                server,
                "/.well-known/openid-configuration",
                Json.object()
                        .put("issuer", issuer)
                        .put("jwks_uri", issuer + "/keys")
                        .toString());
        serve(server, "/keys", new JWKSet(List.of(rsa, ec)).toPublicJWKSet().toString());
        server.start();
        OidcSettings oidc = new OidcSettings(
                URI.create(issuer), AUDIENCE, List.of("RS256", "ES256"), "realm_access.roles", Role.READ);
        setting = new Setting(server, rsa, ec, new RunningManager(data, null, Security.NONE.with(oidc)));
    }

    private static Setting setting() {
        return Objects.requireNonNull(setting);
    }

    @AfterAll
    static void stop() {
        setting().server().stop(0);
        setting().api().abandon();
    }

    private static void serve(HttpServer server, String path, String body) {
        server.createContext(path, exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(setting().issuer())
                .audience(AUDIENCE)
                .subject("ada")
                .expirationTime(Date.from(Instant.now().plusSeconds(600)));
    }

    private static String signed(JWSAlgorithm algorithm, String keyId, JWSSigner signer, JWTClaimsSet claims)
            throws JOSEException {
        SignedJWT token =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID(keyId).build(), claims);
        token.sign(signer);
        return token.serialize();
    }

    private static String rsa(JWTClaimsSet claims) throws JOSEException {
        return signed(JWSAlgorithm.RS256, "rsa", new RSASSASigner(setting().rsa()), claims);
    }

    private static Answer get(@Nullable String token) {
        setting().api().useKey(token);
        return setting().api().get("/v0/programs");
    }

    private static void refused(String token) {
        Answer answer = get(token);
        assertThat(answer.errorCode()).as(answer.text()).isEqualTo("InvalidOidcToken");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text()).doesNotContain(token);
    }

    @Test
    void tokensOfTheIssuerAreTaken() throws Exception {
        assertThat(get(rsa(claims().build())).status()).isEqualTo(200);
        assertThat(get(signed(
                                JWSAlgorithm.ES256,
                                "ec",
                                new ECDSASigner(setting().ec()),
                                claims().build()))
                        .status())
                .isEqualTo(200);
        assertThat(get(null).errorCode()).isEqualTo("AuthenticationFailed");
    }

    @Test
    void aClaimSaysWhatTheyAllow() throws Exception {
        setting().api().useKey(rsa(claims().build()));
        assertThat(setting().api().post("/v0/api_keys", "{\"name\":\"k\"}").errorCode())
                .isEqualTo("InsufficientPermissions");
        setting()
                .api()
                .useKey(rsa(claims().claim("realm_access", Map.of("roles", List.of("a", "millrace:write")))
                        .build()));
        Answer created = setting().api().post("/v0/api_keys", "{\"name\":\"k\",\"role\":\"write\"}");
        assertThat(created.status()).isEqualTo(201);
        assertThat(get(created.json().path("api_key").asString()).status()).isEqualTo(200);
    }

    @Test
    void tokensOfOthersForOthersOrOfThePastAreRefused() throws Exception {
        refused(rsa(claims().issuer("http://127.0.0.1:1").build()));
        refused(rsa(claims().audience("somebody-else").build()));
        refused(rsa(claims().audience((String) null).build()));
        refused(rsa(claims().expirationTime(Date.from(Instant.now().minusSeconds(120)))
                .build()));
        refused(rsa(claims().expirationTime(null).build()));
        refused(rsa(claims().notBeforeTime(Date.from(Instant.now().plusSeconds(300)))
                .build()));
        refused(rsa(claims().subject(null).build()));
        refused("nonsense");
    }

    @Test
    void tokensThatAreNotSignedWithAKeyOfTheIssuerAreRefused() throws Exception {
        refused(new PlainJWT(claims().build()).serialize());
        RSAKey stranger = new RSAKeyGenerator(2048).keyID("rsa").generate();
        refused(signed(JWSAlgorithm.RS256, "rsa", new RSASSASigner(stranger), claims().build()));
        refused(signed(JWSAlgorithm.RS512, "rsa", new RSASSASigner(setting().rsa()), claims().build()));
        byte[] publicKey = setting().rsa().toRSAPublicKey().getEncoded();
        refused(signed(JWSAlgorithm.HS256, "rsa", new MACSigner(publicKey), claims().build()));
        String good = rsa(claims().build());
        refused(good.substring(0, good.length() - 8) + "AAAAAAAA");
        String[] parts = good.split("\\.");
        String forged = rsa(claims().subject("root").build()).split("\\.")[1];
        refused(parts[0] + "." + forged + "." + parts[2]);
    }

    @Test
    void anIssuerThatCannotBeAskedIsNobodysFault(@TempDir Path data) throws IOException, JOSEException {
        OidcSettings oidc =
                new OidcSettings(URI.create("http://127.0.0.1:1"), AUDIENCE, List.of("RS256"), "roles", null);
        RunningManager api = new RunningManager(data, null, Security.NONE.with(oidc));
        api.useKey(rsa(claims().build()));
        Answer answer = api.get("/v0/programs");
        assertThat(answer.errorCode()).isEqualTo("AuthenticationUnavailable");
        assertThat(answer.status()).isEqualTo(503);
        api.abandon();
    }
}
