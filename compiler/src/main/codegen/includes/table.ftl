<#-- CREATE TABLE and what stands between its parentheses. -->

SqlCreate CreateTable(Span s) :
{
    final SqlIdentifier name;
    final TableElements elements = new TableElements();
    final PropertyList properties;
}
{
    <TABLE>
    name = NewName("TABLE")
    <LPAREN> TableElement(elements) ( <COMMA> TableElement(elements) )* <RPAREN>
    properties = PropertiesOpt() {
        return elements.table(s.end(this), name, properties);
    }
}

void TableElement(TableElements elements) :
{
    SqlIdentifier name = null;
}
{
    LOOKAHEAD(3)
    [ <CONSTRAINT> name = SimpleIdentifier() ]
    TableConstraint(elements)
|
    TableColumn(elements)
}

void TableConstraint(TableElements elements) :
{
    final Span s;
    final SqlNodeList columns;
    final SqlIdentifier table;
    final SqlNodeList targets;
}
{
    <PRIMARY> <KEY> columns = ParenthesizedSimpleIdentifierList() {
        elements.primaryKey(columns);
    }
|
    <FOREIGN> { s = span(); } <KEY> columns = ParenthesizedSimpleIdentifierList()
    <REFERENCES> table = CompoundIdentifier()
    targets = ParenthesizedSimpleIdentifierList() {
        elements.foreignKey(new ForeignKey(s.end(this), columns, table, targets));
    }
|
    ( <UNIQUE> | <CHECK> ) <LPAREN> {
        throw new SyntaxException(getPos(), "Of the constraints, tables have only PRIMARY KEY and FOREIGN KEY");
    }
}

void TableColumn(TableElements elements) :
{
    final Span s;
    final SqlIdentifier name;
    SqlDataTypeSpec type;
    final List<ColumnOption> options = new ArrayList<ColumnOption>();
}
{
    name = SimpleIdentifier() { s = Span.of(name); }
    type = DataType()
    ( type = ColumnNullability(type) | ColumnOption(options) )*
    {
        elements.column(new ColumnDeclaration(s.end(this), name,
            type.getNullable() == null ? type.withNullable(true) : type, options));
    }
}

SqlDataTypeSpec ColumnNullability(SqlDataTypeSpec type) :
{
    final boolean nullable;
}
{
    (
        <NULL> { nullable = true; }
    |
        <NOT> <NULL> { nullable = false; }
    )
    {
        if (type.getNullable() != null) {
            throw new SyntaxException(getPos(), "It is already said whether the column may be NULL");
        }
        return type.withNullable(nullable);
    }
}

void ColumnOption(List<ColumnOption> options) :
{
    final Span s;
    final SqlNode e;
    final SqlIdentifier table;
    final SqlIdentifier column;
}
{
    <PRIMARY> { s = span(); } <KEY> { options.add(new ColumnOption.PrimaryKey(s.end(this))); }
|
    [ <FOREIGN> <KEY> ]
    <REFERENCES> { s = span(); } table = CompoundIdentifier()
    <LPAREN> column = SimpleIdentifier() <RPAREN> {
        options.add(new ColumnOption.References(s.end(this), table, column));
    }
|
    <LATENESS> { s = span(); } e = Expression(ExprContext.ACCEPT_NON_QUERY) {
        options.add(new ColumnOption.Lateness(s.end(this), e));
    }
|
    <WATERMARK> { s = span(); } e = Expression(ExprContext.ACCEPT_NON_QUERY) {
        options.add(new ColumnOption.Watermark(s.end(this), e));
    }
|
    <DEFAULT_> { s = span(); } e = Expression(ExprContext.ACCEPT_NON_QUERY) {
        options.add(new ColumnOption.DefaultValue(s.end(this), e));
    }
|
    <INTERNED> { options.add(new ColumnOption.Interned(getPos())); }
|
    ( <UNIQUE> | <CHECK> | <CONSTRAINT> | <GENERATED> ) {
        throw new SyntaxException(getPos(),
            "A column can be PRIMARY KEY, REFERENCES, NOT NULL, DEFAULT, LATENESS, WATERMARK or INTERNED, nothing else");
    }
}

/** A column of a recursive view, a field of a type or a parameter of a function: a name and a type. */
void PlainColumn(List<ColumnDeclaration> columns) :
{
    final SqlIdentifier name;
    SqlDataTypeSpec type;
}
{
    name = SimpleIdentifier()
    type = DataType()
    type = Nullability(type)
    [ <INTERNED> ] {
        columns.add(new ColumnDeclaration(Span.of(name).end(this), name, type, ImmutableList.of()));
    }
}

List<ColumnDeclaration> PlainColumns() :
{
    final List<ColumnDeclaration> columns = new ArrayList<ColumnDeclaration>();
}
{
    <LPAREN> PlainColumn(columns) ( <COMMA> PlainColumn(columns) )* <RPAREN> { return columns; }
}

/** {@code WITH ('key' = 'value', ...)}. */
PropertyList PropertiesOpt() :
{
    final List<Property> properties = new ArrayList<Property>();
    final Span s;
}
{
    <WITH> { s = span(); } <LPAREN> Property(properties) ( <COMMA> Property(properties) )* <RPAREN> {
        return new PropertyList(s.end(this), properties);
    }
|
    { return PropertyList.NONE; }
}

void Property(List<Property> properties) :
{
    final SqlNode key;
    final SqlNode value;
}
{
    key = StringLiteral()
    <EQ>
    value = StringLiteral() {
        properties.add(Property.of(key, value));
    }
}
