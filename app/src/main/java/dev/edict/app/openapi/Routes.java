package dev.edict.app.openapi;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known of the routes beside their code. */
public interface Routes {

    /** What is known of a route; empty for one that nobody described. */
    Optional<Route> find(String method, String path);

    /** By path, what is to be read and comes from no controller that the document is made of. */
    Map<String, Route> pages();

    /** In the order in which they are read. */
    List<String> sections();

    /** What every id in a path matches as a whole. */
    String idPattern();
}
