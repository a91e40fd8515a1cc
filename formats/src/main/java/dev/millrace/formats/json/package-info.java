/**
 * JSON: rows as objects, one per line or one after the other.
 *
 * <p>Start at {@link dev.millrace.formats.json.JsonInput} and {@link dev.millrace.formats.json.JsonOutput}. Parsing is
 * directed by the table: bytes go straight into typed columns, the order of fields is predicted, text without escapes
 * is referred to in place. Records that are all alike are read by generated code (JsonLines, JsonLoopCode), which leaves
 * what is unlike to JsonRow. The grammar is RFC 8259, strictly.
 */
@NullMarked
package dev.millrace.formats.json;

import org.jspecify.annotations.NullMarked;
