package dev.edict.app.openapi;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Descriptions of the routes, beside their types. */
public interface Routes {

    /** The description of a route; empty if it has none. */
    Optional<Route> find(String method, String path);

    /** By path, the pages that no documented controller serves. */
    Map<String, Route> pages();

    /** The tags in reading order. */
    List<String> sections();

    /** The pattern of a whole path id. */
    String idPattern();
}
