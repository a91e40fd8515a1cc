package dev.millrace.manager.probe;

import dev.millrace.api.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.StringJoiner;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Asks a Kafka service. */
public final class KafkaProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** What is asked. */
    public static final List<String> TYPES = List.of("test_connectivity", "kafka_get_topics");

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{\\w+:[^}]*}");
    /** Parts of names of options that name files, URLs or classes. */
    private static final List<String> OUTSIDE =
            List.of(".location", ".url", ".class", "sasl.jaas.config", "config.providers", "metric.reporters");

    private KafkaProbe() {}

    /**
     * What came of it: {@code {"success": …}} or {@code {"error": …}}. Returns within some seconds. References to secrets are resolved in
     * pipelines only, so that a service with references cannot be probed; nor can one that names files or URLs, if {@code restricted}.
     */
    public static Json ask(Json config, String type, boolean restricted) throws InterruptedException {
        Optional<String> refusal = refusal(config, restricted);
        if (refusal.isPresent()) {
            return other(refusal.get());
        }
        try (Admin admin = Admin.create(properties(config))) {
            ObjectNode answer = Json.object();
            if (type.equals("kafka_get_topics")) {
                ArrayNode topics = answer.putObject("success").putArray("kafka_topics");
                admin.listTopics().names().get(PATIENCE.toSeconds(), TimeUnit.SECONDS).stream()
                        .sorted()
                        .forEach(topics::add);
            } else {
                admin.describeCluster().nodes().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                answer.put("success", "connected");
            }
            return Json.of(answer);
        } catch (TimeoutException e) {
            return failure("timeout_exceeded");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return cause instanceof org.apache.kafka.common.errors.TimeoutException
                    ? failure("timeout_exceeded")
                    : other(cause.toString());
        } catch (KafkaException | IllegalArgumentException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return other(String.valueOf(cause.getMessage()));
        }
    }

    private static Optional<String> refusal(Json config, boolean restricted) {
        if (REFERENCE.matcher(config.text()).find()) {
            return Optional.of("the service refers to secrets, which only the process of a pipeline may see");
        }
        return config.tree().path("kafka").path("options").propertyNames().stream()
                .filter(name -> restricted && OUTSIDE.stream().anyMatch(name::contains))
                .findFirst()
                .map(name -> "the option " + name + " names something outside, which a probe may not reach here");
    }

    private static Properties properties(Json config) {
        JsonNode kafka = config.tree().path("kafka");
        Properties properties = new Properties();
        kafka.path("options")
                .properties()
                .forEach(option ->
                        properties.put(option.getKey(), option.getValue().asString()));
        StringJoiner servers = new StringJoiner(",");
        kafka.path("bootstrap_servers").forEach(server -> servers.add(server.asString()));
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers.toString());
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis() / 2);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        return properties;
    }

    private static Json failure(String error) {
        return Json.of(Json.object().put("error", error));
    }

    private static Json other(String message) {
        ObjectNode answer = Json.object();
        answer.putObject("error").put("other", message);
        return Json.of(answer);
    }
}
