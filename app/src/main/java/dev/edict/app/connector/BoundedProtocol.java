package dev.edict.app.connector;

import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;

/** HTTP/1.1 with bounded connections; public because Tomcat instantiates it by name. */
public final class BoundedProtocol extends Http11NioProtocol {

    private final BoundedEndpoint endpoint;

    public BoundedProtocol() {
        this(new BoundedEndpoint());
    }

    private BoundedProtocol(BoundedEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    protected Processor createProcessor() {
        return StrictHeaderParser.in(super.createProcessor());
    }

    void bound(ConnectionProperties properties) {
        endpoint.bound(properties);
    }
}
