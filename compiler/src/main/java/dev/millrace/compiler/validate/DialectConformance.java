package dev.millrace.compiler.validate;

import org.apache.calcite.sql.validate.SqlConformance;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlDelegatingConformance;

/** What our dialect allows beyond the standard. */
public final class DialectConformance extends SqlDelegatingConformance {
    /** The one of its kind. */
    public static final SqlConformance INSTANCE = new DialectConformance();

    private DialectConformance() {
        super(SqlConformanceEnum.LENIENT);
    }

    @Override
    public SelectAliasLookup isSelectAlias() {
        return SelectAliasLookup.LEFT_TO_RIGHT;
    }

    @Override
    public boolean isNonStrictGroupBy() {
        return false;
    }

    @Override
    public boolean shouldConvertRaggedUnionTypesToVarying() {
        return true;
    }

    @Override
    public boolean supportsUnsignedTypes() {
        return true;
    }
}
