package dev.edict.app.connector;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;

/** The open connections of a port, by address. */
final class OpenConnections {

    /** A snapshot of a connection, whose state may change during the comparison. */
    private record Candidate(OpenConnection connection, boolean midRequest, long since) {

        /** Orders connections that never finished a request first, and each group by the longest wait. */
        static final Comparator<Candidate> LEAST_MISSED = Comparator.comparing(
                        Candidate::midRequest, Comparator.reverseOrder())
                .thenComparing(Candidate::since);

        static Candidate of(OpenConnection connection) {
            return new Candidate(connection, connection.isMidRequest(), connection.waitingSince());
        }

        boolean close() {
            return connection.closeIfStillWaitingSince(since);
        }
    }

    private final Map<SocketWrapperBase<NioChannel>, OpenConnection> all = new ConcurrentHashMap<>();
    private final Map<String, Set<OpenConnection>> byAddress = new HashMap<>();

    /** Registers a connection when any thread first sees it; it stays registered until it is closed. */
    OpenConnection of(SocketWrapperBase<NioChannel> socket) {
        var known = all.get(socket);
        return known != null ? known : add(socket);
    }

    private OpenConnection add(SocketWrapperBase<NioChannel> socket) {
        OpenConnection connection;
        synchronized (byAddress) {
            connection = all.computeIfAbsent(socket, OpenConnection::new);
            byAddress
                    .computeIfAbsent(connection.address(), address -> new LinkedHashSet<>())
                    .add(connection);
        }
        if (socket.isClosed()) {
            remove(socket);
        }
        return connection;
    }

    void remove(SocketWrapperBase<NioChannel> socket) {
        synchronized (byAddress) {
            var connection = all.remove(socket);
            if (connection != null) {
                byAddress.computeIfPresent(connection.address(), (address, connections) -> {
                    connections.remove(connection);
                    return connections.isEmpty() ? null : connections;
                });
            }
        }
    }

    /**
     * Closes one connection of an address that has more than {@code limit}: a waiting one, or the new one if all others
     * are being served. A client with idle connections therefore does not lock out others at its address.
     */
    void makeRoomFor(OpenConnection arrived, int limit) {
        var closed = othersIfMoreThan(limit, arrived).stream()
                .map(Candidate::of)
                .sorted(Candidate.LEAST_MISSED)
                .anyMatch(Candidate::close);
        if (!closed && isOverLimit(arrived, limit)) {
            Candidate.of(arrived).close();
        }
    }

    private boolean isOverLimit(OpenConnection arrived, int limit) {
        return !othersIfMoreThan(limit, arrived).isEmpty();
    }

    private List<OpenConnection> othersIfMoreThan(int limit, OpenConnection arrived) {
        synchronized (byAddress) {
            var connections = byAddress.getOrDefault(arrived.address(), Set.of());
            return connections.size() <= limit
                    ? List.of()
                    : connections.stream().filter(other -> other != arrived).toList();
        }
    }

    void closeOverdue(Duration headerTimeout, Duration keepAliveTimeout) {
        var now = System.nanoTime();
        for (var connection : all.values()) {
            var since = connection.waitingSince();
            if (connection.isBodyOverdue(now)) {
                connection.close();
            } else if (connection.isOverdue(now, headerTimeout, keepAliveTimeout)) {
                connection.closeIfStillWaitingSince(since);
            }
        }
    }
}
