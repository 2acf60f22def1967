package dev.edict.app.rig;

import dev.edict.app.Api;
import java.nio.file.Path;
import java.util.List;

/** Two nodes on one PostgreSQL and one Redis. */
record TwoNodes(RigServers servers, List<NodeProcess> nodes) {

    static TwoNodes start(Path folder) {
        var servers = RigServers.start(folder);
        return start(servers, NodeProcess.quick(servers.environment()), NodeProcess.quick(servers.environment()));
    }

    static TwoNodes start(RigServers servers, NodeProcess... both) {
        var nodes = List.of(both);
        nodes.forEach(NodeProcess::start);
        nodes.forEach(NodeProcess::awaitReady);
        return new TwoNodes(servers, nodes);
    }

    NodeProcess node(int number) {
        return nodes.get(number);
    }

    Api api(int number) {
        return new Api(node(number).port(), RigServers.TOKEN);
    }

    void kill() throws InterruptedException {
        for (var node : nodes) {
            node.kill();
        }
        servers.close();
    }
}
