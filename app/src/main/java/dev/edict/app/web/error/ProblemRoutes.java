package dev.edict.app.web.error;

/** The routes whose errors are problem details (RFC 9457); others keep the contract's shape. */
@FunctionalInterface
public interface ProblemRoutes {

    /** Whether one of them is at a path, or at the pattern of one. */
    boolean contains(String path);
}
