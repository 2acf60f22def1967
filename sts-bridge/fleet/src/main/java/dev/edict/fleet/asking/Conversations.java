package dev.edict.fleet.asking;

import dev.edict.fleet.roster.AskedDecisionPoints;
import dev.edict.fleet.roster.AskedDecisionPoints.Asker;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One conversation per address that a name has now. */
final class Conversations {

    private static final Logger log = LoggerFactory.getLogger(Conversations.class);

    /** Each has a thread. One above it is in the roster and never asked, so that no activation settles without it. */
    static final int MOST = 200;

    private final AskedKind kind;
    private final Asker asker;
    private final ZonePlan plan;
    private final AskedDecisionPoints roster;
    private final QuestionMeters meters;
    private final Map<Endpoint, Conversation> open = new LinkedHashMap<>();
    private boolean ended;
    private boolean tooMany;

    Conversations(AskedKind kind, Asker asker, ZonePlan plan, AskedDecisionPoints roster, QuestionMeters meters) {
        this.kind = kind;
        this.asker = asker;
        this.plan = plan;
        this.roster = roster;
        this.meters = meters;
    }

    /** Begins and ends conversations, so that there is one per address of the name. */
    void lead(Origin origin, Set<InetAddress> addresses, Runnable lookUpAgain) {
        var endpoints = addresses.stream()
                .map(address -> new Endpoint(origin, address))
                .sorted(Comparator.comparing(endpoint -> endpoint.id(kind.kind())))
                .toList();
        if (!of(origin).equals(Set.copyOf(endpoints))) {
            roster.appear(
                    asker,
                    endpoints.stream().map(endpoint -> endpoint.id(kind.kind())).toList());
            replace(origin, endpoints, lookUpAgain);
        }
    }

    private synchronized Set<Endpoint> of(Origin origin) {
        return open.keySet().stream()
                .filter(endpoint -> endpoint.origin().equals(origin))
                .collect(Collectors.toSet());
    }

    private synchronized void replace(Origin origin, List<Endpoint> endpoints, Runnable lookUpAgain) {
        if (!ended) {
            endWithout(origin, Set.copyOf(endpoints));
            endpoints.stream()
                    .filter(endpoint -> !open.containsKey(endpoint))
                    .forEach(endpoint -> begin(endpoint, lookUpAgain));
        }
    }

    private void endWithout(Origin origin, Set<Endpoint> endpoints) {
        open.entrySet().removeIf(entry -> {
            var gone = entry.getKey().origin().equals(origin) && !endpoints.contains(entry.getKey());
            if (gone) {
                log.warn(
                        "{} is no address of its name any more, and is asked no longer",
                        entry.getKey().id(kind.kind()));
                entry.getValue().loop().end();
            }
            return gone;
        });
    }

    private void begin(Endpoint endpoint, Runnable lookUpAgain) {
        if (open.size() >= MOST) {
            if (!tooMany) {
                log.warn("More than {} addresses: {} and others are not asked", MOST, endpoint.id(kind.kind()));
            }
            tooMany = true;
            return;
        }
        var conversation = new Conversation(kind, endpoint, asker, plan, roster, meters, lookUpAgain);
        open.put(endpoint, conversation);
        conversation.loop().start();
    }

    synchronized void wake() {
        open.values().forEach(conversation -> conversation.loop().wake());
    }

    /** Ends all of them, and waits so long for the questions that are under way. */
    void end(Duration patience) {
        List<Conversation> ending;
        synchronized (this) {
            ended = true;
            ending = List.copyOf(open.values());
            open.clear();
        }
        ending.forEach(conversation -> conversation.loop().end());
        var until = System.nanoTime() + patience.toNanos();
        ending.forEach(conversation -> conversation.loop().join(Duration.ofNanos(until - System.nanoTime())));
    }
}
