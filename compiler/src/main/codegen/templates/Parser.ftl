<#--
  The grammar: Calcite's template with its amendments applied, then expanded like the original.
-->
<@pp.dropOutputFile />
<#include "/@includes/amendments.ftl">
<#assign expanded = amended(grammar)?interpret>
<@expanded />
