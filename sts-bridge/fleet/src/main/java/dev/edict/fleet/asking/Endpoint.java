package dev.edict.fleet.asking;

import java.net.InetAddress;

/** One address of a name. */
public record Endpoint(Origin origin, InetAddress address) {

    /** In the roster; no report can claim it. */
    String id(String kind) {
        // Without the interface of a link-local address, which is no part of it for others.
        var shown = address.getHostAddress().replaceFirst("%.*", "");
        return "%s:%s:%d:%s".formatted(kind, origin.host(), origin.effectivePort(), shown);
    }
}
