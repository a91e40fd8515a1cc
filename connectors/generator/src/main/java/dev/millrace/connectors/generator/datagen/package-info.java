/**
 * Random or counted rows for any table, described field by field.
 *
 * <p>Start at {@link dev.millrace.connectors.generator.datagen.Datagen}. Every value is a function of the seed, the
 * field and the number of the row.
 */
@NullMarked
package dev.millrace.connectors.generator.datagen;

import org.jspecify.annotations.NullMarked;
