package dev.edict.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Connections that send a little and then one byte at a time, or nothing more. */
public final class SlowClients implements AutoCloseable {

    private final int port;
    private final List<Socket> sockets = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    public SlowClients(int port) {
        this.port = port;
    }

    /** Opens connections that send the head of a request and then a byte at a time; closed ones are opened again. */
    public void drip(int count, String head, char next, long everyMillis) throws IOException {
        var mine = new ArrayList<Socket>();
        for (int n = 0; n < count; n++) {
            mine.add(connected(head));
        }
        var dripping = new Thread(() -> keepDripping(mine, head, next, everyMillis), "dripping");
        dripping.setDaemon(true);
        dripping.start();
    }

    /** One after the other, so that they come evenly. */
    private void keepDripping(List<Socket> mine, String head, char next, long everyMillis) {
        var pause = TimeUnit.MILLISECONDS.toMicros(everyMillis) / mine.size();
        try {
            for (int turn = 0; !ended.await(pause, TimeUnit.MICROSECONDS); turn++) {
                var index = turn % mine.size();
                mine.set(index, fed(mine.get(index), head, next));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Opens connections that send nothing. */
    public void idle(int count) throws IOException {
        for (int n = 0; n < count; n++) {
            connected("");
        }
    }

    private Socket fed(Socket socket, String head, char next) {
        try {
            if (socket.getInputStream().available() > 0) {
                socket.close();
            }
            socket.getOutputStream().write(next);
            return socket;
        } catch (IOException e) {
            return again(socket, head);
        }
    }

    private Socket again(Socket gone, String head) {
        try {
            gone.close();
            return connected(head);
        } catch (IOException e) {
            return gone;
        }
    }

    private synchronized Socket connected(String head) throws IOException {
        if (ended.getCount() == 0) {
            throw new IOException("ended");
        }
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        sockets.add(socket);
        socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    @Override
    public synchronized void close() {
        ended.countDown();
        for (var socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
