package dev.edict.app.web.console;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The origin of a page (RFC 6454), without the default port of its scheme.
 *
 * @param authority host and port, in lower case
 */
record Origin(String scheme, String authority) {

    /** A name may be pointed at any address by its owner (DNS rebinding); an address may not. */
    private static final Pattern ADDRESS = Pattern.compile("(\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+])(:\\d{1,5})?");

    private static final Pattern LOOPBACK = Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?");

    static Origin of(String scheme, String authority) {
        var port = scheme.equals("https") ? ":443" : ":80";
        var lower = authority.toLowerCase(Locale.ROOT);
        return new Origin(scheme, lower.endsWith(port) ? lower.substring(0, lower.length() - port.length()) : lower);
    }

    /** Whether the browser reached the machine that it runs on. */
    boolean isLoopback() {
        return LOOPBACK.matcher(authority).matches();
    }

    /** Whether no name server was asked for the host. */
    boolean isAddress() {
        return isLoopback() || ADDRESS.matcher(authority).matches();
    }

    boolean isSecure() {
        return scheme.equals("https");
    }

    @Override
    public String toString() {
        return scheme + "://" + authority;
    }
}
