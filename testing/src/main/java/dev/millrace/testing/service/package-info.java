/**
 * The service as a whole, seen from outside: {@link dev.millrace.testing.service.ServerProcess} runs {@code millrace serve} as users
 * do, {@link dev.millrace.testing.service.ApiJudge} holds what it answers against the OpenAPI description. On both stand the contract
 * script, the fuzzer of requests and the campaign that kills pipelines and managers. It must not know the manager's insides.
 */
@NullMarked
package dev.millrace.testing.service;

import org.jspecify.annotations.NullMarked;
