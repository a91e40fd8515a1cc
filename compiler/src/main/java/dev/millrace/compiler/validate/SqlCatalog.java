package dev.millrace.compiler.validate;

import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.apache.calcite.config.NullCollation;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.apache.calcite.sql.validate.SqlValidator;
import org.jspecify.annotations.Nullable;

/** What names mean: relations, types and functions of one program, for Calcite's validator. Not thread-safe. */
public final class SqlCatalog {
    private final DialectTypeFactory types = new DialectTypeFactory();
    private final CalciteSchema schema =
            CalciteSchema.createRootSchema(false, false, "", new org.apache.calcite.schema.impl.AbstractSchema());
    private final Map<String, Schema> relations = new LinkedHashMap<>();
    private final Map<String, SqlType> namedTypes = new LinkedHashMap<>();
    private final Map<String, UserFunction> functions = new LinkedHashMap<>();
    private final CalciteCatalogReader reader =
            new CalciteCatalogReader(schema, List.of(), types, new CalciteConnectionConfigImpl(connection()));

    private static Properties connection() {
        Properties properties = new Properties();
        properties.setProperty(CalciteConnectionProperty.CASE_SENSITIVE.camelName(), "true");
        return properties;
    }

    /** The factory of all its types. */
    public DialectTypeFactory types() {
        return types;
    }

    /** Calcite's view of it. */
    public CalciteCatalogReader reader() {
        return reader;
    }

    /** Adds or replaces a table or view. */
    public void addRelation(String name, Schema rows) {
        relations.put(name, rows);
        schema.add(name, new RelationTable(rows));
    }

    /** Forgets a table or view. */
    public void removeRelation(String name) {
        relations.remove(name);
        schema.removeTable(name);
    }

    /** The schema of a table or view, {@code null} if there is none of exactly this name. */
    public @Nullable Schema relation(String name) {
        return relations.get(name);
    }

    /** The names of all tables and views. */
    public List<String> relationNames() {
        return List.copyOf(relations.keySet());
    }

    /** Adds or replaces a type. */
    public void addType(String name, SqlType type) {
        namedTypes.put(name, type);
        schema.add(name, factory -> TypeMapping.toCalcite(type, factory));
    }

    /** Forgets a type. */
    public void removeType(String name) {
        namedTypes.remove(name);
        schema.removeType(name);
    }

    /** The type of this name, {@code null} if there is none. */
    public @Nullable SqlType type(String name) {
        return namedTypes.get(name);
    }

    /** Adds or replaces a function. */
    public void addFunction(UserFunction function) {
        functions.put(function.name().toUpperCase(Locale.ROOT), function);
    }

    /** Forgets a function. */
    public void removeFunction(String name) {
        functions.remove(name.toUpperCase(Locale.ROOT));
    }

    /** The function of this name in any case, {@code null} if there is none. */
    public @Nullable UserFunction function(String name) {
        return functions.get(name.toUpperCase(Locale.ROOT));
    }

    /** Whether a function of this name, in any case, comes with the dialect. */
    public boolean isBuiltIn(String name) {
        return DialectOperators.functionNames().contains(name.toLowerCase(Locale.ROOT));
    }

    /** A validator for one statement, knowing what is in the catalog now. */
    public SqlValidator validator() {
        SqlOperatorTable own = DialectOperators.of(
                functions.values().stream().map(f -> f.operator(types)).toList());
        SqlValidator.Config config = SqlValidator.Config.DEFAULT
                .withConformance(DialectConformance.INSTANCE)
                .withTypeCoercionFactory(DialectTypeCoercion::new)
                .withDefaultNullCollation(NullCollation.LOW)
                .withIdentifierExpansion(true);
        return new DialectValidator(SqlOperatorTables.chain(own, DialectOperators.table()), reader, types, config);
    }
}
