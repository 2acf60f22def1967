package dev.edict.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.concurrent.ThreadLocalRandom;

/** The only address that the embedded servers listen on, because they require no password. */
public final class Loopback {

    public static final String ADDRESS = "127.0.0.1";

    /** Below the ephemeral ports of operating systems, so that a restarted server finds its port still free. */
    private static final int FIRST_PORT = 20_000;

    private static final int LAST_PORT = 32_000;
    private static final int TRIES = 1_000;

    /** The port of the Admin API, which does not listen yet while the servers choose their ports. */
    private static final String PROMISED = System.getenv().getOrDefault("PORT", "3000");

    private Loopback() {}

    /** A random free port of this address; the large range makes concurrent callers choose different ones. */
    public static int freePort() {
        return ThreadLocalRandom.current()
                .ints(TRIES, FIRST_PORT, LAST_PORT + 1)
                .filter(port -> isFree(port, PROMISED))
                .findFirst()
                .orElseThrow(() -> new StartRefused(
                        "no port from %d to %d is free on %s".formatted(FIRST_PORT, LAST_PORT, ADDRESS),
                        "stop processes that listen on these ports"));
    }

    static boolean isFree(int port, String promised) {
        if (promised.equals(String.valueOf(port))) {
            return false;
        }
        try (var socket = new ServerSocket(port, 1, inetAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
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
