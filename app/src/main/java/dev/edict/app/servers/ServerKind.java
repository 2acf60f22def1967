package dev.edict.app.servers;

/**
 * What kind of servers the installation uses.
 *
 * @param isEmbedded whether they run as long as the application does, for this installation only
 */
public record ServerKind(boolean isEmbedded) {}
