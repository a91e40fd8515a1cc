package dev.millrace.dataplane.query.parquet;

import dev.millrace.functions.JsonText;
import dev.millrace.functions.ValueText;
import dev.millrace.types.Bytes;
import dev.millrace.types.SqlType;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of a column in some rows: which are NULL, and the others, plain. Values are boxed. */
final class ParquetPage {
    private final SqlType type;
    private final ParquetType physical;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);

    private ParquetPage(SqlType type) {
        this.type = type;
        this.physical = ParquetType.of(type);
    }

    static byte[] of(List<@Nullable Object> values, SqlType type) {
        ParquetPage page = new ParquetPage(type);
        if (type.nullable()) {
            page.levels(values);
        }
        if (page.physical.physical() == ParquetType.Physical.BOOLEAN) {
            page.flags(values.stream().filter(value -> value != null).toList());
        } else {
            values.forEach(page::value);
        }
        return page.out.toByteArray();
    }

    /** A bit for each value, set if it is not NULL, in one run of groups of eight. */
    private void levels(List<@Nullable Object> values) {
        byte[] bits = bits(values.stream().map(value -> value != null).toList());
        ByteArrayOutputStream run = new ByteArrayOutputStream();
        int header = bits.length << 1 | 1;
        while (header > 0x7f) {
            run.write(header & 0x7f | 0x80);
            header >>>= 7;
        }
        run.write(header);
        run.writeBytes(bits);
        fixed(run.size(), Integer.BYTES);
        out.writeBytes(run.toByteArray());
    }

    private void flags(List<?> values) {
        out.writeBytes(bits(values.stream().map(Boolean.TRUE::equals).toList()));
    }

    private static byte[] bits(List<Boolean> flags) {
        byte[] bits = new byte[(flags.size() + 7) / 8];
        for (int i = 0; i < flags.size(); i++) {
            if (flags.get(i)) {
                bits[i / 8] |= (byte) (1 << i % 8);
            }
        }
        return bits;
    }

    private void value(@Nullable Object value) {
        if (value == null) {
            return;
        }
        switch (physical.physical()) {
            case INT32 -> fixed((Long) value, Integer.BYTES);
            case INT64 -> fixed(value instanceof BigDecimal decimal ? unscaled(decimal) : (Long) value, Long.BYTES);
            case FLOAT -> fixed(Float.floatToRawIntBits(((Double) value).floatValue()), Integer.BYTES);
            case DOUBLE -> fixed(Double.doubleToRawLongBits((Double) value), Long.BYTES);
            case FIXED_LEN_BYTE_ARRAY -> decimal(((BigDecimal) value).unscaledValue());
            case BYTE_ARRAY -> bytes(value);
            case BOOLEAN -> throw new IllegalStateException("flags are written together");
        }
    }

    private static long unscaled(BigDecimal decimal) {
        return decimal.unscaledValue().longValue();
    }

    private void fixed(long value, int width) {
        number.clear();
        number.putLong(value);
        out.write(number.array(), 0, width);
    }

    private void decimal(BigInteger value) {
        byte[] bytes = value.toByteArray();
        for (int i = bytes.length; i < ParquetType.DECIMAL_BYTES; i++) {
            out.write(value.signum() < 0 ? 0xff : 0);
        }
        out.writeBytes(bytes);
    }

    private void bytes(Object value) {
        byte[] bytes =
                value instanceof Bytes binary ? binary.value() : text(value).getBytes(StandardCharsets.UTF_8);
        fixed(bytes.length, Integer.BYTES);
        out.writeBytes(bytes);
    }

    private String text(Object value) {
        return switch (type) {
            case SqlType.TextType t -> ValueText.format(value, type);
            case SqlType.UuidType t -> ValueText.format(value, type);
            default -> {
                StringBuilder json = new StringBuilder();
                JsonText.append(json, value, type);
                yield json.toString();
            }
        };
    }
}
