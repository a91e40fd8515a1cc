package dev.millrace.connectors.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Passwords and certificates in librdkafka's settings, as the Java client wants them. */
final class ClientSecurity {
    private ClientSecurity() {}

    static Map<String, String> of(Map<String, String> given) {
        Map<String, String> settings = new TreeMap<>();
        String user = given.get("sasl.username");
        if (user != null) {
            settings.put("sasl.jaas.config", login(given, user, given.getOrDefault("sasl.password", "")));
        }
        String authority = pem(given, "ssl.ca");
        if (authority != null) {
            settings.put("ssl.truststore.type", "PEM");
            settings.put("ssl.truststore.certificates", authority);
        }
        String certificate = pem(given, "ssl.certificate");
        String key = pem(given, "ssl.key");
        if (certificate != null && key != null) {
            settings.put("ssl.keystore.type", "PEM");
            settings.put("ssl.keystore.certificate.chain", certificate);
            settings.put("ssl.keystore.key", key);
        } else if (certificate != null || key != null) {
            throw new IllegalArgumentException("ssl.certificate and ssl.key belong together: give both");
        }
        if ("none".equals(given.get("ssl.endpoint.identification.algorithm"))) {
            settings.put("ssl.endpoint.identification.algorithm", "");
        }
        return settings;
    }

    private static String login(Map<String, String> given, String user, String password) {
        String mechanism = given.getOrDefault("sasl.mechanism", given.getOrDefault("sasl.mechanisms", "PLAIN"));
        String module = mechanism.startsWith("SCRAM")
                ? "org.apache.kafka.common.security.scram.ScramLoginModule"
                : "org.apache.kafka.common.security.plain.PlainLoginModule";
        return module + " required username=" + quoted(user) + " password=" + quoted(password) + ";";
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static @Nullable String pem(Map<String, String> given, String name) {
        String file = given.get(name + ".location");
        if (file == null) {
            return given.get(name + ".pem");
        }
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new IllegalArgumentException(name + ".location: cannot read " + file, e);
        }
    }
}
