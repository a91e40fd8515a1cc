package dev.millrace.manager.compile;

import dev.millrace.api.Json;
import dev.millrace.manager.catalog.ProgramStatus;
import dev.millrace.plan.Plan;
import org.jspecify.annotations.Nullable;

/**
 * What became of a program.
 *
 * @param status SUCCESS, SQL_ERROR or SYSTEM_ERROR
 * @param plan null unless SUCCESS
 * @param error mistakes, warnings, or what went wrong; null if there is nothing to say
 * @param info null unless SUCCESS
 */
public record Compiled(
        ProgramStatus status,
        @Nullable Plan plan,
        @Nullable Json error,
        @Nullable Json info) {}
