package dev.millrace.plan.codec;

import dev.millrace.plan.Circuit;
import dev.millrace.plan.Plan;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes plans and circuits as JSON and reads them back.
 *
 * <p>The envelope is {@code {"format": "millrace-plan", "version": 1, "plan": …}}, for a circuit alone {@code "millrace-circuit"}
 * and {@code "circuit"}. Equal plans give equal texts. Safe for use by several threads.
 */
public final class PlanCodec {
    /** Raised whenever an older program could not read, or would misread, what is written. */
    public static final int VERSION = 1;

    private static final String PLAN = "plan";
    private static final String CIRCUIT = "circuit";
    private static final JsonMapper MAPPER = mapper();

    private PlanCodec() {}

    private static JsonMapper mapper() {
        return JsonMapper.builder()
                .addModule(Kinds.module())
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY, MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .build();
    }

    /** The plan as one line of JSON. */
    public static String toJson(Plan plan) {
        return MAPPER.writeValueAsString(envelope(PLAN, plan));
    }

    /** The plan as JSON of many lines, for reading. */
    public static String toIndentedJson(Plan plan) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(envelope(PLAN, plan));
    }

    /** The circuit as one line of JSON. */
    public static String toJson(Circuit circuit) {
        return MAPPER.writeValueAsString(envelope(CIRCUIT, circuit));
    }

    /** The plan that was written; throws {@link PlanFormatException} if the text is none. */
    public static Plan planFromJson(String json) {
        return read(json, PLAN, Plan.class);
    }

    /** The circuit that was written; throws {@link PlanFormatException} if the text is none. */
    public static Circuit circuitFromJson(String json) {
        return read(json, CIRCUIT, Circuit.class);
    }

    private static ObjectNode envelope(String member, Object content) {
        ObjectNode envelope = MAPPER.createObjectNode();
        envelope.put("format", format(member));
        envelope.put("version", VERSION);
        envelope.set(member, MAPPER.valueToTree(content));
        return envelope;
    }

    private static String format(String member) {
        return "millrace-" + member;
    }

    private static <T> T read(String json, String member, Class<T> type) {
        try {
            JsonNode envelope = MAPPER.readTree(json);
            check(envelope, member);
            return MAPPER.treeToValue(envelope.path(member), type);
        } catch (JacksonException | IllegalArgumentException | ClassCastException e) {
            throw new PlanFormatException("not a " + member + ": " + e.getMessage(), e);
        }
    }

    private static void check(JsonNode envelope, String member) {
        if (!envelope.path("format").asString("").equals(format(member))
                || !envelope.path(member).isObject()) {
            throw new PlanFormatException("not a " + format(member), null);
        }
        int version = envelope.path("version").asInt(0);
        if (version != VERSION) {
            throw new PlanFormatException("version " + version + " of " + format(member) + " is not known", null);
        }
    }
}
