package dev.millrace.manager.rest;

import dev.millrace.api.ApiException;
import dev.millrace.api.ErrorCode;
import dev.millrace.manager.catalog.Resource;
import dev.millrace.manager.catalog.Store;
import io.javalin.http.Context;
import java.util.List;
import java.util.UUID;

/** The parameters {@code id} and {@code name} of lists: of one element then, or none is found at all. */
final class Filter {
    private Filter() {}

    static <T extends Resource> List<T> of(Context request, Store<T> store) {
        String id = request.queryParam("id");
        String name = request.queryParam("name");
        if (id != null) {
            return List.of(store.find(uuid(id)).orElseGet(() -> store.get(id)));
        }
        return name != null ? List.of(store.get(name)) : store.list();
    }

    static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new ApiException(ErrorCode.INVALID_UUID_PARAM, "'" + text + "' is no UUID");
        }
    }
}
