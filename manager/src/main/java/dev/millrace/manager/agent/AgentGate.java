package dev.millrace.manager.agent;

import dev.millrace.api.ApiException;
import dev.millrace.api.ErrorCode;
import dev.millrace.api.Json;
import dev.millrace.manager.auth.ApiKeys;
import dev.millrace.manager.catalog.Catalog;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ArrayNode;

/** Where agents come in: each with its own token, which is good for nothing else. */
public final class AgentGate {
    private static final Duration WAIT_MAX = Duration.ofSeconds(1);
    private static final String SCHEME = "Bearer ";

    private final Catalog catalog;
    private final RemoteRunner runner;

    public AgentGate(Catalog catalog, RemoteRunner runner) {
        this.catalog = catalog;
        this.runner = runner;
    }

    /**
     * Takes a report in and answers orders.
     *
     * @param authorization the header
     * @param wait whether to wait a while for orders if there are none
     */
    public Json sync(String name, @Nullable String authorization, String body, boolean wait)
            throws InterruptedException {
        authenticate(name, authorization);
        Map<Long, Order> orders;
        try {
            orders = runner.sync(name, Report.of(Json.read(body)), wait ? WAIT_MAX : Duration.ZERO);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new ApiException(ErrorCode.INVALID_REQUEST, "Invalid report: " + e.getMessage());
        }
        var answer = Json.object();
        ArrayNode list = answer.putArray("orders");
        orders.forEach((id, order) -> list.add(order.json().put("id", id)));
        return Json.of(answer);
    }

    /** Who has no token does not learn which agents there are. */
    private void authenticate(String name, @Nullable String authorization) {
        String given = authorization == null || !authorization.startsWith(SCHEME)
                ? ""
                : ApiKeys.hash(authorization.substring(SCHEME.length()));
        if (catalog.agents()
                .find(name)
                .filter(agent -> agent.hash().equals(given))
                .isEmpty()) {
            throw new ApiException(
                    ErrorCode.AUTHENTICATION_FAILED, "This is not the token of the agent '" + name + "'");
        }
    }
}
