<#-- Type names of other databases. -->

/** A name for a type that Calcite calls differently, or FLOAT, which is refused: nobody agrees on what it is. */
SqlTypeNameSpec AliasTypeName() :
{
    final SqlTypeName type;
    final Span s;
    int precision = -1;
    int scale = RelDataType.SCALE_NOT_SPECIFIED;
}
{
    (
        <BOOL> { type = SqlTypeName.BOOLEAN; }
    |
        <INT2> { type = SqlTypeName.SMALLINT; }
    |
        ( <INT4> | <SIGNED> ) { type = SqlTypeName.INTEGER; }
    |
        ( <INT8> | <INT64> ) { type = SqlTypeName.BIGINT; }
    |
        ( <FLOAT4> | <FLOAT32> ) { type = SqlTypeName.REAL; }
    |
        ( <FLOAT8> | <FLOAT64> ) { type = SqlTypeName.DOUBLE; }
    |
        <BYTEA> { type = SqlTypeName.VARBINARY; }
    )
    { return new SqlBasicTypeNameSpec(type, getPos()); }
|
    ( <STRING> | <TEXT> ) { s = span(); }
    precision = PrecisionOpt() {
        return new SqlBasicTypeNameSpec(SqlTypeName.VARCHAR, precision, s.end(this));
    }
|
    <DATETIME> { s = span(); }
    precision = PrecisionOpt() {
        return new SqlBasicTypeNameSpec(SqlTypeName.TIMESTAMP, precision, s.end(this));
    }
|
    <NUMBER> { s = span(); }
    [ <LPAREN> precision = UnsignedIntLiteral() [ <COMMA> scale = IntLiteral() ] <RPAREN> ] {
        return new SqlBasicTypeNameSpec(SqlTypeName.DECIMAL, precision, scale, s.end(this));
    }
|
    <FLOAT> {
        throw new SyntaxException(getPos(), "There is no type FLOAT; use REAL (32 bits) or DOUBLE (64 bits)");
    }
}

/** The type, made nullable or not if that is said. */
SqlDataTypeSpec Nullability(SqlDataTypeSpec type) :
{
}
{
    <NULL> { return type.withNullable(true); }
|
    <NOT> <NULL> { return type.withNullable(false); }
|
    { return type; }
}

/** A type that is nullable unless NOT NULL follows. */
SqlDataTypeSpec NullableType() :
{
    SqlDataTypeSpec type;
}
{
    type = DataType()
    type = Nullability(type) {
        return type.getNullable() == null ? type.withNullable(true) : type;
    }
}
