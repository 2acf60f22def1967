package dev.edict.command.api.zone;

/**
 * The preview that an activation is held to.
 *
 * @param digest lower-case hex SHA-256, as the preview showed it
 * @param contents the digest of the contents that the version has
 */
public record PreviewClaim(String digest, String contents) {}
