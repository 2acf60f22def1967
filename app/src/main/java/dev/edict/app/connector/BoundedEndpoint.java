package dev.edict.app.connector;

import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Limits the connections per address and the time until a request's headers arrive. Tomcat does neither: its own
 * timeouts restart with each byte.
 */
final class BoundedEndpoint extends NioEndpoint {

    private static final Duration SWEEP = Duration.ofSeconds(1);

    private final OpenConnections open = new OpenConnections();
    private int perAddress;
    private Duration headerTimeout = Duration.ZERO;
    private @Nullable ScheduledFuture<?> sweep;

    void bound(ConnectionProperties properties) {
        perAddress = properties.perAddress();
        headerTimeout = properties.headerTimeout();
    }

    @Override
    public void setHandler(Handler<NioChannel> handler) {
        super.setHandler(new Tracked(handler));
    }

    @Override
    public void startInternal() throws Exception {
        super.startInternal();
        sweep = getUtilityExecutor()
                .scheduleWithFixedDelay(this::sweep, SWEEP.toMillis(), SWEEP.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void sweep() {
        open.closeOverdue(headerTimeout, Duration.ofMillis(getKeepAliveTimeout()));
    }

    @Override
    public void stopInternal() {
        if (sweep != null) {
            sweep.cancel(false);
        }
        super.stopInternal();
    }

    @Override
    protected boolean setSocketOptions(SocketChannel socket) {
        if (!super.setSocketOptions(socket)) {
            return false;
        }
        var wrapper = connections.get(socket);
        if (wrapper != null) {
            var arrived = open.of(wrapper);
            if (perAddress > 0) {
                open.makeRoomFor(arrived, perAddress);
            }
        }
        return true;
    }

    @Override
    public boolean processSocket(SocketWrapperBase<NioChannel> socket, SocketEvent event, boolean dispatch) {
        open.of(socket).heard();
        return super.processSocket(socket, event, dispatch);
    }

    /** Observes every state change of a connection; the caller holds the connection's lock. */
    private final class Tracked implements Handler<NioChannel> {

        private final Handler<NioChannel> handler;

        Tracked(Handler<NioChannel> handler) {
            this.handler = handler;
        }

        @Override
        public SocketState process(SocketWrapperBase<NioChannel> socket, SocketEvent event) {
            var connection = open.of(socket);
            connection.enter();
            var state = SocketState.CLOSED;
            try {
                state = handler.process(socket, event);
            } finally {
                connection.leave(state);
            }
            return state;
        }

        @Override
        public void release(SocketWrapperBase<NioChannel> socket) {
            open.remove(socket);
            handler.release(socket);
        }

        @Override
        public Object getGlobal() {
            return handler.getGlobal();
        }

        @Override
        public void pause() {
            handler.pause();
        }

        @Override
        public void recycle() {
            handler.recycle();
        }
    }
}
