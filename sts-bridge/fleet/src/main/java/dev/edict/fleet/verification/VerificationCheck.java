package dev.edict.fleet.verification;

import java.util.Map;

/**
 * One row of a verification.
 *
 * @param check {@code activation}, {@code invalidation}, {@code policy_age}, {@code audit_decisions} or {@code gateway}
 * @param sentence the reason of the state, for people
 * @param evidence what it rests on
 */
public record VerificationCheck(String check, CheckState state, String sentence, Map<String, Object> evidence) {

    boolean is(CheckState other) {
        return state == other;
    }
}
