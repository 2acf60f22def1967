package dev.edict.app.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** The one address the embedded servers listen on: they ask for no password. */
final class Loopback {

    static final String ADDRESS = "127.0.0.1";

    private Loopback() {}

    static int freePort() {
        try (var socket = new ServerSocket(0, 1, inetAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new StartRefused(
                    "no port is free on " + ADDRESS + " (" + e.getMessage() + ")", "end what listens on so many");
        }
    }

    static InetAddress inetAddress() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
