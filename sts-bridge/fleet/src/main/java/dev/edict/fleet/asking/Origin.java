package dev.edict.fleet.asking;

/**
 * A name whose every address is a decision point.
 *
 * @param scheme {@code http} or {@code https}
 * @param host a name or an address, without brackets
 * @param port negative for the default port of the scheme
 */
public record Origin(String scheme, String host, int port) {

    /** The port that is connected to. */
    public int effectivePort() {
        if (port >= 0) {
            return port;
        }
        return scheme.equals("https") ? 443 : 80;
    }
}
