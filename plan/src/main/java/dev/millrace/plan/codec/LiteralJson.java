package dev.millrace.plan.codec;

import dev.millrace.plan.Expression.Literal;
import dev.millrace.types.SqlType;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.type.WritableTypeId;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.std.StdSerializer;

/** A literal: its type tells how its value is written. */
final class LiteralJson {
    private LiteralJson() {}

    static final class Writer extends StdSerializer<Literal> {
        Writer() {
            super(Literal.class);
        }

        @Override
        public void serialize(Literal literal, JsonGenerator out, SerializationContext context) {
            out.writeStartObject();
            writeMembers(literal, out);
            out.writeEndObject();
        }

        @Override
        public void serializeWithType(
                Literal literal, JsonGenerator out, SerializationContext context, TypeSerializer kinds) {
            WritableTypeId kind = kinds.typeId(literal, JsonToken.START_OBJECT);
            kinds.writeTypePrefix(out, context, kind);
            writeMembers(literal, out);
            kinds.writeTypeSuffix(out, context, kind);
        }

        private static void writeMembers(Literal literal, JsonGenerator out) {
            out.writePOJOProperty("type", literal.type());
            out.writeName("value");
            BoxedJson.write(literal.value(), literal.type(), out);
        }
    }

    static final class Reader extends StdDeserializer<Literal> {
        Reader() {
            super(Literal.class);
        }

        @Override
        public Literal deserialize(JsonParser parser, DeserializationContext context) {
            JsonNode json = context.readTree(parser);
            SqlType type = context.readTreeAsValue(json.path("type"), SqlType.class);
            return new Literal(
                    BoxedJson.read(
                            json.path("value"), type, variant -> context.readTreeAsValue(variant, SqlType.class)),
                    type);
        }
    }
}
