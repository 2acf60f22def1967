package dev.edict.fleet.opa.canary;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The agents that have an address for canaries, and the client that asks them. */
final class AskedAgents implements AutoCloseable {

    private final Map<String, URI> urls;
    private final AgentClient client;

    /** @param urls by the id in the roster */
    AskedAgents(Map<String, URI> urls, AgentClient client) {
        this.urls = urls;
        this.client = client;
    }

    Set<String> ids() {
        return urls.keySet();
    }

    AgentRun run(DueRun due, ZoneInputs inputs) {
        return new AgentRun(client, Objects.requireNonNull(urls.get(due.id())), due, inputs);
    }

    @Override
    public void close() {
        client.close();
    }
}
