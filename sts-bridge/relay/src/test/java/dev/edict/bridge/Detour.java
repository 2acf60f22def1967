package dev.edict.bridge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A proxy to a server of this machine that can delay what is sent, or break every connection. */
final class Detour implements AutoCloseable {

    private final ServerSocket entrance;
    private final int serverPort;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private boolean held;
    private volatile boolean cut;

    private Detour(ServerSocket entrance, int serverPort) {
        this.entrance = entrance;
        this.serverPort = serverPort;
    }

    static Detour to(int serverPort) {
        try {
            var detour = new Detour(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), serverPort);
            inBackground(detour::accept);
            return detour;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return entrance.getLocalPort();
    }

    /** From now on data is accepted but does not reach the server. */
    synchronized void hold() {
        held = true;
    }

    /** Delivers the delayed data, even if its sender has disconnected. */
    synchronized void release() {
        held = false;
        notifyAll();
    }

    /** Breaks every connection, and every new one, until mended. */
    void cut() {
        cut = true;
        sockets.forEach(Detour::closeQuietly);
    }

    void mend() {
        cut = false;
    }

    @Override
    public void close() {
        closeQuietly(entrance);
        cut();
        release();
    }

    private void accept() throws IOException {
        while (!entrance.isClosed()) {
            var client = entrance.accept();
            if (cut) {
                client.close();
                continue;
            }
            var server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
            sockets.add(client);
            sockets.add(server);
            inBackground(() -> pass(client, server, true));
            inBackground(() -> pass(server, client, false));
        }
    }

    private void pass(Socket from, Socket to, boolean canBeHeld) throws IOException {
        try (from;
                to) {
            var buffer = new byte[8192];
            for (var read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                if (canBeHeld) {
                    awaitRelease();
                }
                to.getOutputStream().write(buffer, 0, read);
            }
            // A sender that has disconnected may have left delayed data on the other thread.
            awaitRelease();
        }
    }

    private synchronized void awaitRelease() {
        try {
            while (held) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void inBackground(Traffic traffic) {
        var thread = new Thread(
                () -> {
                    try {
                        traffic.flow();
                    } catch (IOException e) {
                        // The connection was broken, which is what this class is for.
                        Thread.currentThread().interrupt();
                    }
                },
                "detour");
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Traffic {
        void flow() throws IOException;
    }
}
