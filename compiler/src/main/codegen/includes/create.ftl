<#-- CREATE and DROP. -->

SqlCreate CreateObject(Span s, boolean replace) :
{
    final SqlCreate create;
}
{
    {
        if (replace) {
            throw new SyntaxException(getPos(), "There is no OR REPLACE; drop the object first");
        }
    }
    (
        create = CreateTable(s)
    |
        create = CreateView(s)
    |
        create = CreateType(s)
    |
        create = CreateFunction(s)
    |
        create = CreateAggregate(s)
    |
        create = CreateIndex(s)
    )
    { return create; }
}

/** The name of an object to create; IF NOT EXISTS is refused by name. */
SqlIdentifier NewName(String object) :
{
    final SqlIdentifier name;
}
{
    [
        LOOKAHEAD(2)
        <IF> <NOT> {
            throw new SyntaxException(getPos(), "There is no CREATE " + object + " IF NOT EXISTS");
        }
    ]
    name = SimpleIdentifier() { return name; }
}

SqlCreate CreateView(Span s) :
{
    final CreateView.Kind kind;
    final SqlIdentifier name;
    final SqlNodeList columns;
    final PropertyList properties;
    final SqlNode query;
}
{
    (
        <LOCAL> { kind = CreateView.Kind.LOCAL; }
    |
        <MATERIALIZED> { kind = CreateView.Kind.MATERIALIZED; }
    |
        { kind = CreateView.Kind.PLAIN; }
    )
    <VIEW>
    name = NewName("VIEW")
    (
        columns = ParenthesizedSimpleIdentifierList()
    |
        { columns = null; }
    )
    properties = PropertiesOpt()
    <AS> query = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY) {
        return new CreateView(s.end(this), kind, name, columns, properties, query);
    }
}

SqlCreate CreateType(Span s) :
{
    final SqlIdentifier name;
    final List<ColumnDeclaration> fields;
    SqlDataTypeSpec alias;
}
{
    <TYPE>
    name = NewName("TYPE")
    <AS>
    (
        fields = PlainColumns() { alias = null; }
    |
        alias = DataType() alias = Nullability(alias) { fields = null; }
    )
    { return new CreateType(s.end(this), name, fields, alias); }
}

SqlCreate CreateFunction(Span s) :
{
    final SqlIdentifier name;
    final List<ColumnDeclaration> parameters;
    final SqlDataTypeSpec returns;
    final SqlNode body;
}
{
    <FUNCTION>
    name = NewName("FUNCTION")
    parameters = Parameters()
    <RETURNS> returns = NullableType()
    (
        <AS> body = Expression(ExprContext.ACCEPT_SUB_QUERY)
    |
        { body = null; }
    )
    { return new CreateFunction(s.end(this), name, parameters, returns, body); }
}

SqlCreate CreateAggregate(Span s) :
{
    boolean linear = false;
    final SqlIdentifier name;
    final List<ColumnDeclaration> parameters;
    final SqlDataTypeSpec returns;
}
{
    [ <LINEAR> { linear = true; } ]
    <AGGREGATE>
    name = NewName("AGGREGATE")
    parameters = Parameters()
    <RETURNS> returns = NullableType() {
        return new CreateAggregate(s.end(this), linear, name, parameters, returns);
    }
}

List<ColumnDeclaration> Parameters() :
{
    final List<ColumnDeclaration> parameters;
}
{
    LOOKAHEAD(2)
    <LPAREN> <RPAREN> { return ImmutableList.of(); }
|
    parameters = PlainColumns() { return parameters; }
}

SqlCreate CreateIndex(Span s) :
{
    final SqlIdentifier name;
    final SqlIdentifier view;
    final SqlNodeList columns;
}
{
    <INDEX>
    name = NewName("INDEX")
    <ON> view = CompoundIdentifier()
    columns = ParenthesizedSimpleIdentifierList() {
        return new CreateIndex(s.end(this), name, view, columns);
    }
}

SqlDrop DropObject(Span s, boolean replace) :
{
    final DropObject.Kind kind;
    boolean ifExists = false;
    final SqlIdentifier name;
}
{
    (
        <TABLE> { kind = DropObject.Kind.TABLE; }
    |
        [ <LOCAL> | <MATERIALIZED> ] <VIEW> { kind = DropObject.Kind.VIEW; }
    |
        <TYPE> { kind = DropObject.Kind.TYPE; }
    |
        <FUNCTION> { kind = DropObject.Kind.FUNCTION; }
    |
        <AGGREGATE> { kind = DropObject.Kind.AGGREGATE; }
    |
        <INDEX> { kind = DropObject.Kind.INDEX; }
    )
    [ LOOKAHEAD(2) <IF> <EXISTS> { ifExists = true; } ]
    name = CompoundIdentifier() {
        return new DropObject(s.end(this), kind, ifExists, name);
    }
}
