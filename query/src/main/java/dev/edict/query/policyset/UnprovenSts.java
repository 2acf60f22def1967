package dev.edict.query.policyset;

/**
 * A stock STS whose last answer did not prove that it loaded an activation.
 *
 * @param outcome {@code unreachable}, {@code failed}, {@code not_loaded} or {@code foreign}
 * @param detail which one, and why
 */
public record UnprovenSts(String outcome, String detail) {}
