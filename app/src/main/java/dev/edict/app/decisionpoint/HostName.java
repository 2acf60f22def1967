package dev.edict.app.decisionpoint;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The name of this machine, as part of an id. */
final class HostName {

    private HostName() {}

    /** The name, with dashes for characters that an id cannot have. */
    static String get() {
        try {
            return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9_.-]", "-");
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
