package dev.edict.command.canary;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The canaries that zones have. */
interface DefinedCanaries {

    Optional<Definition> find(String zoneId, String name);

    /** Another canary of the zone with the same input that no decision fulfils together with this one. */
    Optional<Contradiction> contradicting(String zoneId, String name, Definition definition);

    /**
     * What a canary asks and expects.
     *
     * @param expectReason the deny reason that is expected; null if any will do
     */
    record Definition(String inputSha256, String expect, @Nullable String expectReason) {}

    /** The other canary of a contradiction. */
    record Contradiction(String name, String expect, @Nullable String expectReason) {

        String expectation() {
            return expectReason == null ? expect : "%s with the reason %s".formatted(expect, expectReason);
        }
    }
}
