<#-- Statements that neither create nor drop. -->

/** {@code LATENESS view.column expression}. */
SqlNode DeclareLateness() :
{
    final Span s;
    final SqlIdentifier target;
    final SqlNode lateness;
}
{
    <LATENESS> { s = span(); }
    target = CompoundIdentifier() {
        if (target.names.size() != 2 || target.isStar()) {
            throw new SyntaxException(target.getParserPosition(), "LATENESS is declared for view.column");
        }
    }
    lateness = Expression(ExprContext.ACCEPT_NON_QUERY) {
        return new DeclareLateness(s.end(this), target.getComponent(0), target.getComponent(1), lateness);
    }
}

/** {@code DECLARE RECURSIVE VIEW v (a INT, b INT)}. */
SqlNode DeclareRecursiveView() :
{
    final Span s;
    final SqlIdentifier name;
    final List<ColumnDeclaration> columns;
}
{
    <DECLARE> { s = span(); } <RECURSIVE> <VIEW>
    name = SimpleIdentifier()
    columns = PlainColumns() {
        return new DeclareRecursiveView(s.end(this), name, columns);
    }
}

/** {@code REMOVE FROM t (a, b) VALUES (1, 2)}: like INSERT, with weight -1. */
SqlNode RemoveRows() :
{
    final Span s;
    final SqlIdentifier table;
    final SqlNodeList columns;
    final SqlNode rows;
}
{
    <REMOVE> { s = span(); } <FROM>
    table = CompoundTableIdentifier()
    (
        LOOKAHEAD(2)
        columns = ParenthesizedSimpleIdentifierList()
    |
        { columns = null; }
    )
    rows = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY) {
        return new RemoveRows(s.end(this), table, columns, rows);
    }
}

SqlNode BeginTransaction() :
{
}
{
    <BEGIN> [ <TRANSACTION> ] { return new BeginTransaction(getPos()); }
}

SqlNode CommitTransaction() :
{
}
{
    <COMMIT> [ <TRANSACTION> ] { return new CommitTransaction(getPos()); }
}
