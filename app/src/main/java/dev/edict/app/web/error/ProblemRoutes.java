package dev.edict.app.web.error;

/** The routes whose errors are problem details (RFC 9457); others keep the contract's shape. */
@FunctionalInterface
public interface ProblemRoutes {

    /** Whether a path, or the pattern of a path, belongs to one of them. */
    boolean contains(String path);
}
