package dev.millrace.formats;

import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import java.util.List;

/** Types and tables for tests. */
public final class Schemas {
    public static final SqlType BOOLEAN = new SqlType.BooleanType(true);
    public static final SqlType TINYINT = new SqlType.IntegerType(8, true, true);
    public static final SqlType INTEGER = new SqlType.IntegerType(32, true, true);
    public static final SqlType BIGINT = new SqlType.IntegerType(64, true, true);
    public static final SqlType UBIGINT = new SqlType.IntegerType(64, false, true);
    public static final SqlType DECIMAL = new SqlType.DecimalType(10, 2, true);
    public static final SqlType WIDE_DECIMAL = new SqlType.DecimalType(38, 10, true);
    public static final SqlType REAL = new SqlType.FloatingType(32, true);
    public static final SqlType DOUBLE = new SqlType.FloatingType(64, true);
    public static final SqlType VARCHAR = new SqlType.TextType(false, SqlType.TextType.UNLIMITED, true);
    public static final SqlType VARBINARY = new SqlType.BinaryType(false, SqlType.TextType.UNLIMITED, true);
    public static final SqlType DATE = new SqlType.DateType(true);
    public static final SqlType TIME = new SqlType.TimeType(true);
    public static final SqlType TIMESTAMP = new SqlType.TimestampType(false, true);
    public static final SqlType UUID = new SqlType.UuidType(true);
    public static final SqlType ARRAY = new SqlType.ArrayType(INTEGER, true);
    public static final SqlType MAP = new SqlType.MapType(VARCHAR.withNullable(false), BIGINT, true);
    public static final SqlType ROW =
            new SqlType.RowType(List.of(new Field("x", INTEGER), new Field("y", VARCHAR)), true);
    public static final SqlType VARIANT = new SqlType.VariantType(true);

    /** A table with a column of every type. */
    public static final Schema ALL = Schema.of(
            new Field("flag", BOOLEAN),
            new Field("tiny", TINYINT),
            new Field("int_column", INTEGER),
            new Field("big", BIGINT),
            new Field("ubig", UBIGINT),
            new Field("price", DECIMAL),
            new Field("wide", WIDE_DECIMAL),
            new Field("r", REAL),
            new Field("d", DOUBLE),
            new Field("a_rather_long_name", VARCHAR),
            new Field("bin", VARBINARY),
            new Field("day", DATE),
            new Field("clock", TIME),
            new Field("ts", TIMESTAMP),
            new Field("id", UUID),
            new Field("arr", ARRAY),
            new Field("m", MAP),
            new Field("nested", ROW),
            new Field("v", VARIANT));

    private Schemas() {}
}
