package dev.millrace.plan.codec;

import dev.millrace.plan.Operator.Bound;
import dev.millrace.plan.Operator.BoundKind;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.ser.std.StdSerializer;

/** An end of a frame. Its distance has no type beside it, so each class is written in its own form: number, string, object. */
final class BoundJson {
    private static final String DOUBLE = "double";

    private BoundJson() {}

    static final class Writer extends StdSerializer<Bound> {
        Writer() {
            super(Bound.class);
        }

        @Override
        public void serialize(Bound bound, JsonGenerator out, SerializationContext context) {
            out.writeStartObject();
            out.writeStringProperty("kind", bound.kind().name());
            out.writeName("distance");
            switch (bound.distance()) {
                case null -> out.writeNull();
                case Long number -> out.writeNumber(number.longValue());
                case BigDecimal decimal -> out.writeString(decimal.toString());
                case Double number -> {
                    out.writeStartObject();
                    out.writeNumberProperty(DOUBLE, number.doubleValue());
                    out.writeEndObject();
                }
                default ->
                    throw new IllegalArgumentException(
                            "a distance of " + bound.distance().getClass());
            }
            out.writeEndObject();
        }
    }

    static final class Reader extends StdDeserializer<Bound> {
        Reader() {
            super(Bound.class);
        }

        @Override
        public Bound deserialize(JsonParser parser, DeserializationContext context) {
            JsonNode json = context.readTree(parser);
            return new Bound(BoundKind.valueOf(json.path("kind").stringValue()), distance(json.path("distance")));
        }

        private static @Nullable Object distance(JsonNode json) {
            if (json.isNull()) {
                return null;
            }
            if (json.isString()) {
                return new BigDecimal(json.stringValue());
            }
            return json.isObject() ? (Object) json.path(DOUBLE).doubleValue() : (Object) json.longValue();
        }
    }
}
