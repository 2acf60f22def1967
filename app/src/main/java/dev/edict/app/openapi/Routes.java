package dev.edict.app.openapi;

import java.util.Optional;

/** What is known of the routes beside their code. */
public interface Routes {

    /** What is known of a route; empty for one that nobody described. */
    Optional<Route> find(String method, String path);
}
