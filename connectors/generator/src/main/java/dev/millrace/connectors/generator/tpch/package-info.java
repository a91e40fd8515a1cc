/**
 * The data of the TPC-H benchmark in any size, for tests and measurements: the eight tables of its specification, with values
 * that make all of its queries have rows.
 *
 * <p>Start at {@link dev.millrace.connectors.generator.tpch.TpchData}. It is no connector: nothing here knows of programs.
 */
@NullMarked
package dev.millrace.connectors.generator.tpch;

import org.jspecify.annotations.NullMarked;
