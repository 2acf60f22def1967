package dev.edict.app.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** The one address the embedded servers listen on: they ask for no password. */
final class Loopback {

    static final String ADDRESS = "127.0.0.1";

    private Loopback() {}

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, inetAddress())) {
            return socket.getLocalPort();
        }
    }

    static InetAddress inetAddress() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }
}
