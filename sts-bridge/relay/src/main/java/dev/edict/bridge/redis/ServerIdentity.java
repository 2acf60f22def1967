package dev.edict.bridge.redis;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which process of Redis answers, and which history its data has.
 *
 * @param runId changes with every start of the process
 * @param replicationId changes when another server becomes the master
 */
public record ServerIdentity(String runId, String replicationId) {

    /** Both ids have 40 hexadecimal digits. */
    private static final String ID = ":([0-9a-f]{1,64})\\s*$";

    private static final Pattern RUN_ID = Pattern.compile("^run_id" + ID, Pattern.MULTILINE);
    private static final Pattern REPLICATION_ID = Pattern.compile("^master_replid" + ID, Pattern.MULTILINE);
    private static final Pattern REPLICA = Pattern.compile("^role:slave\\s*$", Pattern.MULTILINE);
    private static final String UNANSWERED = "Redis does not serve";

    /**
     * Asks Redis; empty if its user may not ask, or if it does not tell.
     *
     * @throws StreamFailure if Redis does not answer, or is a replica, which takes no entries
     */
    public static Optional<ServerIdentity> of(RedisLink link) {
        var server = link.askIfPermitted(UNANSWERED, commands -> commands.info("server"));
        var replication = link.askIfPermitted(UNANSWERED, commands -> commands.info("replication"));
        if (replication.filter(info -> REPLICA.matcher(info).find()).isPresent()) {
            throw link.refused("READONLY the address is that of a replica");
        }
        return server.flatMap(info -> first(RUN_ID, info)).flatMap(runId -> replication
                .flatMap(info -> first(REPLICATION_ID, info))
                .map(replicationId -> new ServerIdentity(runId, replicationId)));
    }

    private static Optional<String> first(Pattern pattern, String info) {
        return pattern.matcher(info).results().findFirst().map(found -> found.group(1));
    }
}
