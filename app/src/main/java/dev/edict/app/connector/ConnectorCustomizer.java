package dev.edict.app.connector;

import dev.edict.command.api.SettingRefused;
import java.net.InetAddress;
import java.time.Duration;
import org.apache.catalina.connector.Connector;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/** Configures Tomcat with bounded connections, and with a connector for the management port if it is set. */
@Component
class ConnectorCustomizer implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {

    /** Each management request takes milliseconds, so few threads suffice. */
    private static final int MANAGEMENT_THREADS = 8;

    private static final int MANAGEMENT_CONNECTIONS = 512;

    private final ConnectionProperties properties;
    private final int port;
    private final @Nullable InetAddress address;
    private final Duration connectionTimeout;

    ConnectorCustomizer(
            ConnectionProperties properties,
            @Value("${server.port}") int port,
            @Value("${server.address:#{null}}") @Nullable InetAddress address,
            @Value("${server.tomcat.connection-timeout}") Duration connectionTimeout) {
        this.properties = properties;
        this.port = port;
        this.address = address;
        this.connectionTimeout = connectionTimeout;
    }

    /** Runs before other customizers of the protocol. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public void customize(TomcatServletWebServerFactory server) {
        server.setProtocol(BoundedProtocol.class.getName());
        server.addConnectorCustomizers(connector -> bounded(connector).bound(properties));
        server.addEngineValves(new HeadersReceivedValve(), new UnreadBodyValve());
        var managementPort = properties.managementPort();
        if (managementPort != null) {
            if (managementPort == port) {
                throw new SettingRefused("EDICT_MANAGEMENT_PORT", "must differ from PORT");
            }
            server.addAdditionalConnectors(management(managementPort));
        }
    }

    private static BoundedProtocol bounded(Connector connector) {
        return (BoundedProtocol) connector.getProtocolHandler();
    }

    private Connector management(int managementPort) {
        var protocol = new BoundedProtocol();
        protocol.bound(properties);
        protocol.setAddress(address);
        protocol.setMaxThreads(MANAGEMENT_THREADS);
        protocol.setMaxConnections(MANAGEMENT_CONNECTIONS);
        protocol.setConnectionTimeout((int) connectionTimeout.toMillis());
        protocol.setMaxSwallowSize(0);
        var connector = new Connector(protocol);
        connector.setPort(managementPort);
        connector.setThrowOnFailure(true);
        connector.setAllowTrace(true);
        return connector;
    }
}
