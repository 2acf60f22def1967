package dev.edict.app.rig;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Forwards a port of the loopback address with faults on demand; each lasts until {@link #heal}. */
final class TcpProxy implements AutoCloseable {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final int NEVER_CUT = -1;

    private final int target;
    private final int port;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final AtomicLong repliesLeft = new AtomicLong(NEVER_CUT);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition released = lock.newCondition();
    private ServerSocket door;
    private Thread doorman;
    private volatile Duration latency = Duration.ZERO;
    private volatile boolean swallowing;
    private volatile boolean resetting;

    private TcpProxy(int target) {
        this.target = target;
        this.door = open(0);
        this.port = door.getLocalPort();
        this.doorman = listen(door);
    }

    static TcpProxy to(int target) {
        return new TcpProxy(target);
    }

    int port() {
        return port;
    }

    /** Everything takes this much longer, each way. */
    void delay(Duration duration) {
        latency = duration;
    }

    /** Connections are accepted, and whatever is sent on any of them is swallowed. */
    void swallow() {
        swallowing = true;
    }

    /** What is sent on the connections open now is kept back until {@link #release}, even if the client has gone. */
    void hold() {
        links.forEach(link -> link.held = true);
    }

    /** Delivers late what was kept back. */
    void release() {
        links.forEach(link -> link.held = false);
        lock.lock();
        try {
            released.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Every connection, open or new, is ended with RST. */
    void reset() {
        resetting = true;
        links.forEach(Link::reset);
    }

    /** Every open connection is ended with RST, and no new one is accepted. */
    void refuse() {
        shutDoor();
        links.forEach(Link::reset);
    }

    /** After this many bytes of replies, over all connections, the one that carries the next is ended with RST. */
    void cutAfterReplies(long bytes) {
        repliesLeft.set(bytes);
    }

    /** From now on it forwards faithfully. */
    void heal() {
        latency = Duration.ZERO;
        swallowing = false;
        resetting = false;
        repliesLeft.set(NEVER_CUT);
        release();
        if (door.isClosed()) {
            door = open(port);
            doorman = listen(door);
        }
    }

    @Override
    public void close() {
        shutDoor();
        links.forEach(Link::reset);
        release();
    }

    private static ServerSocket open(int port) {
        try {
            var socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(LOOPBACK, port));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The kernel goes on accepting until the thread that waits at the door has left. */
    private void shutDoor() {
        closeQuietly(door);
        try {
            doorman.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Thread listen(ServerSocket open) {
        return thread("proxy-door", () -> {
            while (!open.isClosed()) {
                accept(open);
            }
        });
    }

    private void accept(ServerSocket open) {
        try {
            var client = open.accept();
            client.setTcpNoDelay(true);
            var link = new Link(client);
            links.add(link);
            if (resetting) {
                link.reset();
            } else if (!link.connect()) {
                link.reset();
            }
        } catch (IOException e) {
            // the door was closed, which is how it ends
        }
    }

    private static Thread thread(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void closeQuietly(@Nullable AutoCloseable closing) {
        try {
            if (closing != null) {
                closing.close();
            }
        } catch (Exception e) {
            // closing is all that was wanted
        }
    }

    /** One connection of a client, and ours to the target. */
    private final class Link {

        private final Socket client;
        private final Socket server = new Socket();
        private volatile boolean held;

        Link(Socket client) {
            this.client = client;
        }

        boolean connect() {
            try {
                server.connect(new InetSocketAddress(LOOPBACK, target), 2_000);
                server.setTcpNoDelay(true);
                var up = client.getInputStream();
                var toServer = server.getOutputStream();
                var down = server.getInputStream();
                var toClient = client.getOutputStream();
                thread("proxy-up", () -> pump(up, toServer, false));
                thread("proxy-down", () -> pump(down, toClient, true));
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        private void pump(InputStream from, OutputStream to, boolean replies) {
            var buffer = new byte[8192];
            try {
                for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                    awaitRelease();
                    pause();
                    if (swallowing) {
                        continue;
                    }
                    int allowed = replies ? allowed(read) : read;
                    to.write(buffer, 0, allowed);
                    to.flush();
                    if (allowed < read) {
                        break;
                    }
                }
                awaitRelease();
            } catch (IOException e) {
                // one side is gone, so the other goes too
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                end(replies);
            }
        }

        private int allowed(int wanted) {
            long left = repliesLeft.getAndUpdate(now -> now < 0 ? now : Math.max(0, now - wanted));
            return left == NEVER_CUT ? wanted : (int) Math.min(wanted, left);
        }

        private void awaitRelease() throws InterruptedException {
            lock.lock();
            try {
                while (held) {
                    released.await();
                }
            } finally {
                lock.unlock();
            }
        }

        private void pause() throws InterruptedException {
            if (!latency.isZero()) {
                TimeUnit.NANOSECONDS.sleep(latency.toNanos());
            }
        }

        /** What the client sent last is still delivered, so the end of its connection closes ours in order. */
        private void end(boolean byServer) {
            if (byServer) {
                reset();
            } else {
                closeQuietly(server);
                closeQuietly(client);
                links.remove(this);
            }
        }

        void reset() {
            try {
                client.setSoLinger(true, 0);
            } catch (IOException e) {
                // it is closed already
            }
            closeQuietly(client);
            closeQuietly(server);
            links.remove(this);
        }
    }
}
