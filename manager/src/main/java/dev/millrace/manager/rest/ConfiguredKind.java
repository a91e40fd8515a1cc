package dev.millrace.manager.rest;

import dev.millrace.api.ErrorCode;
import dev.millrace.api.Json;
import dev.millrace.manager.catalog.Configured;
import dev.millrace.manager.catalog.Store;
import tools.jackson.databind.node.ObjectNode;

/** What is particular to connectors, and to services. */
interface ConfiguredKind<T extends Configured<T>> extends Configured.Maker<T> {
    /** What one is called. */
    String word();

    Store<T> store();

    /** A change by somebody who has not seen the newest version. */
    ErrorCode outdated();

    /** Throws if this cannot be the configuration of one. */
    void check(Json config);

    /** Throws if something refers to the one of this name. */
    void refuseIfUsed(String name);

    /** Adds what only this kind says of itself. */
    void describe(T one, ObjectNode node);
}
