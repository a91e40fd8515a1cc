<#-- Operators, functions and clauses that Calcite's template leaves to dialects. -->

/** LEFT SEMI JOIN: rows of the left side that have a match. */
JoinType LeftSemiJoin() :
{
}
{
    <LEFT> <SEMI> <JOIN> { return JoinType.LEFT_SEMI_JOIN; }
}

/** LEFT ANTI JOIN: rows of the left side that have none. */
JoinType LeftAntiJoin() :
{
}
{
    <LEFT> <ANTI> <JOIN> { return JoinType.LEFT_ANTI_JOIN; }
}

/** The cast {@code x::type}. */
void InfixCast(List<Object> list, ExprContext context, Span s) :
{
    final SqlDataTypeSpec type;
    final SqlParserPos pos;
}
{
    <INFIX_CAST> {
        checkNonQueryExpression(context);
        pos = getPos();
    }
    type = DataType() {
        list.add(new SqlParserUtil.ToTreeListItem(SqlLibraryOperators.INFIX_CAST, pos));
        list.add(type);
    }
}

/** Equality that takes NULL for a value: {@code x <=> y}. */
void NullSafeEqual(List<Object> list, ExprContext context, Span s) :
{
}
{
    <NULL_SAFE_EQUAL> {
        checkNonQueryExpression(context);
        list.add(new SqlParserUtil.ToTreeListItem(SqlLibraryOperators.NULL_SAFE_EQUAL, getPos()));
    }
    AddExpression2b(list, ExprContext.ACCEPT_SUB_QUERY)
}

/** Functions whose first argument is a time unit: {@code DATEDIFF(DAY, a, b)}. */
SqlNode DatePartFunctionCall() :
{
    final SqlOperator function;
    final SqlIntervalQualifier unit;
    final List<SqlNode> args = new ArrayList<SqlNode>();
    final Span s;
}
{
    (
        <DATE_PART> { function = SqlLibraryOperators.DATE_PART; }
    |
        <DATEPART> { function = SqlLibraryOperators.DATEPART; }
    |
        <DATEADD> { function = SqlLibraryOperators.DATEADD; }
    |
        <DATEDIFF> { function = SqlLibraryOperators.DATEDIFF; }
    )
    { s = span(); }
    <LPAREN> unit = TimeUnitOrName() { args.add(unit); }
    ( <COMMA> AddExpression(args, ExprContext.ACCEPT_SUB_QUERY) )*
    <RPAREN> { return function.createCall(s.end(this), args); }
}

/** The star of {@code ROW(*)}, which may leave columns out. */
SqlNode RowStar() :
{
    final SqlIdentifier star;
    final SqlNodeList excluded;
}
{
    <STAR> { star = SqlIdentifier.star(getPos()); }
    [
        LOOKAHEAD(2)
        excluded = StarExcludeList() {
            return new SqlStarExclude(Span.of(star).end(this), star, excluded);
        }
    ]
    { return star; }
}

/** The expressions of {@code DISTINCT ON (a, b)}, as a first item of the select list until that is complete. */
void DistinctOn(List<SqlNode> selectList) :
{
    final Span s;
    final SqlNodeList keys;
}
{
    <ON> { s = span(); }
    <LPAREN> keys = ExpressionCommaList(Span.of(), ExprContext.ACCEPT_SUB_QUERY) <RPAREN> {
        selectList.add(SyntaxOperators.DISTINCT_ON.createCall(s.end(this), keys.getList()));
    }
}

/** {@code ORDER BY ALL}: by every column of the result, from left to right. */
void OrderByAll(List<SqlNode> list) :
{
    SqlNode item;
}
{
    <ALL> { item = SyntaxOperators.ORDER_BY_ALL.createCall(getPos()); }
    [ <ASC> | <DESC> { item = SqlStdOperatorTable.DESC.createCall(getPos(), item); } ]
    [
        <NULLS>
        (
            <FIRST> { item = SqlStdOperatorTable.NULLS_FIRST.createCall(getPos(), item); }
        |
            <LAST> { item = SqlStdOperatorTable.NULLS_LAST.createCall(getPos(), item); }
        )
    ]
    { list.add(item); }
}
