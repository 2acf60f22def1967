package dev.edict.replica.spring.input;

import java.security.Principal;
import java.util.Map;

/** Reads the verified claims of a caller for the table of routes; by default those of Spring Security's bearer tokens. */
@FunctionalInterface
public interface CallerClaims {

    /** The claims by name; empty for a caller without a token. */
    Map<String, Object> of(Principal caller);
}
