<#--
  Amendments to Calcite's grammar template, where it has no place to extend it. Each replaces one piece of its text,
  which must occur exactly once: a new version of Calcite that moved the piece fails the build here, by name.
-->
<#assign amendments = [
  {
    "name": "VALUE is a name: no query starts with it",
    "old": r"
    |
        <VALUE>
        {
            s = span();
            if (!this.conformance.isValueAllowed()) {
                throw SqlUtil.newContextException(getPos(), RESOURCE.valueNotAllowed());
            }
        }
    )
    AddRowConstructor(list)",
    "new": r"
    )
    AddRowConstructor(list)"
  },
  {
    "name": "STREAM is a name, there is no SELECT STREAM; DISTINCT ON",
    "old": r"
    (
        <STREAM> {
            keywords.add(SqlSelectKeyword.STREAM.symbol(getPos()));
        }
    )?
    (
        keyword = AllOrDistinct() { keywords.add(keyword); }
    )?",
    "new": r"
    (
        keyword = AllOrDistinct() { keywords.add(keyword); }
        [ LOOKAHEAD(2) DistinctOn(selectList) ]
    )?"
  },
  {
    "name": "DISTINCT ON is rewritten when its SELECT is complete",
    "old": r"
        SqlByRewriter.rewrite(select, by);
        return select;",
    "new": r"
        SqlByRewriter.rewrite(select, by);
        DistinctOn.rewrite(select);
        return select;"
  },
  {
    "name": "DISTINCT ON learns of its ORDER BY",
    "old": r"
        if (orderBy != null || offsetFetch[0] != null || offsetFetch[1] != null) {",
    "new": r"
        DistinctOn.order(e, orderBy);
        if (orderBy != null || offsetFetch[0] != null || offsetFetch[1] != null) {"
  },
  {
    "name": "MEASURE is a name: there are no measures",
    "old": r"[ <MEASURE> {",
    "new": r"[ LOOKAHEAD({ false }) <MEASURE> {"
  },
  {
    "name": "PERIOD is a name unless a parenthesis follows",
    "old": r"
        e = PeriodConstructor()",
    "new": r"
        LOOKAHEAD(2)
        e = PeriodConstructor()"
  },
  {
    "name": "USER and the like are names if a dot follows",
    "old": r"
        e = ContextVariable()
    |
        e = CompoundIdentifier()",
    "new": r"
        LOOKAHEAD(1, { getToken(2).kind != DOT })
        e = ContextVariable()
    |
        e = CompoundIdentifier()"
  },
  {
    "name": "CONVERT takes a type first, unless USING follows",
    "old": r"
            LOOKAHEAD(2)
            AddExpression(args, ExprContext.ACCEPT_SUB_QUERY)
            (
                <USING> name",
    "new": r"
            LOOKAHEAD(Expression(ExprContext.ACCEPT_SUB_QUERY) <USING>)
            AddExpression(args, ExprContext.ACCEPT_SUB_QUERY)
            (
                <USING> name"
  },
  {
    "name": "EXCEPT and EXCLUDE belong to a star only",
    "old": r"
        excludeList = StarExcludeList() {
            if (",
    "new": r"
        LOOKAHEAD(1, { getToken(0).kind == STAR })
        excludeList = StarExcludeList() {
            if ("
  },
  {
    "name": "REPLACE belongs to a star only",
    "old": r"
        replaceList = StarReplaceList() {
            if (",
    "new": r"
        LOOKAHEAD(1, { getToken(0).kind == STAR })
        replaceList = StarReplaceList() {
            if ("
  },
  {
    "name": "ROW(* EXCLUDE (c))",
    "old": r"
        LOOKAHEAD({ allowRowValueStar() })
        <STAR> { return SqlIdentifier.star(getPos()); }
    |
        e = NewSpecification()",
    "new": r"
        LOOKAHEAD(1, { allowRowValueStar() })
        e = RowStar() { return e; }
    |
        e = NewSpecification()"
  },
  {
    "name": "GROUP BY ALL",
    "old": r"
        <DISTINCT> { distinct = true; }
    |   <ALL> { distinct = false; }
    |   { distinct = false; }
    )
    list = GroupingElementList() {",
    "new": r"
        <DISTINCT> { distinct = true; } list = GroupingElementList()
    |
        <ALL> { distinct = false; }
        (
            list = GroupingElementList()
        |
            { list = ImmutableList.of(SyntaxOperators.GROUP_BY_ALL.createCall(getPos())); }
        )
    |
        { distinct = false; } list = GroupingElementList()
    )
    {"
  },
  {
    "name": "ORDER BY ALL",
    "old": r"
    <BY> OrderItemList(list)
    {
        return new SqlNodeList(list, s.addAll(list).pos());
    }
}

<#if",
    "new": r"
    <BY>
    (
        OrderByAll(list)
    |
        OrderItemList(list)
    )
    {
        return new SqlNodeList(list, s.addAll(list).pos());
    }
}

<#if"
  },
  {
    "name": "there are no collations, whose names would swallow t.a$b",
    "old": r'
    (<LETTER>|<DIGIT>)+ (<LETTER>|<DIGIT>|":"|"."|"-"|"_")*
    "$"
    (<LETTER>|"_")+
    ("$" (<LETTER>|<DIGIT>|"_")+)?',
    "new": r'
    "\u0007$"'
  },
  {
    "name": "this JavaCC hides from javac that the production returns early",
    "old": r"
    final SqlLiteral startNum;
    final SqlLiteral endNum;
    final SqlLiteral reluctant;",
    "new": r"
    SqlLiteral startNum = LITERAL_ONE;
    SqlLiteral endNum = LITERAL_ONE;
    SqlLiteral reluctant = LITERAL_ZERO;"
  },
  {
    "name": "this JavaCC cannot look ahead past code",
    "old": r"
JAVACODE
void E() {}",
    "new": r"
void E() :
{
}
{
    { }
}"
  },
  {
    "name": "MAP<K NOT NULL, V NULL>",
    "old": r"
    keyType = DataType()
    <COMMA>
    valType = DataType()
    <GT>",
    "new": r"
    keyType = DataType() keyType = Nullability(keyType)
    <COMMA>
    valType = DataType() valType = Nullability(valType)
    <GT>"
  }
]>

<#function amended grammar>
  <#local result = grammar>
  <#list amendments as amendment>
    <#if result?split(amendment.old)?size != 2>
      <#stop "Calcite's grammar has changed; look again at the amendment: " + amendment.name>
    </#if>
    <#local result = result?replace(amendment.old, amendment.new)>
  </#list>
  <#return result>
</#function>
