package dev.edict.command.engine;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The modules of one evaluation, in a package of its own. */
final class OpaModules {

    private static final Logger LOG = LoggerFactory.getLogger(OpaModules.class);

    private static final Duration CLEANING = Duration.ofSeconds(5);

    private final OpaClient opa;
    private final String id = UUID.randomUUID().toString().replace("-", "");
    private final Deque<String> put = new ArrayDeque<>();
    private final Map<String, String> originalNames = new LinkedHashMap<>();

    OpaModules(OpaClient opa) {
        this.opa = opa;
    }

    /** Where the contract's result is read. */
    String resultPath() {
        return "/v1/data/" + packageName().replace('.', '/') + "/result";
    }

    private String packageName() {
        return "edict.sim_" + id + ".authz";
    }

    /**
     * Adds a module.
     *
     * @param name what reasons call it
     */
    void put(String name, String text, Deadline deadline) throws EngineFailure {
        var moved = move(name, text);
        var policyId = "edict-" + id + "-" + originalNames.size();
        originalNames.put(policyId, name);
        // Noted before it is sent: an answer that does not come does not mean that it was not taken.
        put.push(policyId);
        var request =
                opa.request(path(policyId)).header("Content-Type", "text/plain").PUT(BodyPublishers.ofString(moved));
        var answer = opa.call(request.build(), deadline);
        if (!answer.isOk()) {
            var reason = opa.client().named(asWritten(OpaClient.refusal(answer)));
            throw answer.status() == 400 ? EngineFailure.ofRefusal(reason) : EngineFailure.of(reason);
        }
    }

    private String move(String name, String text) throws EngineFailure {
        try {
            return RegoPackageRewriter.move(text, packageName());
        } catch (RegoPackageRewriter.NotMovable e) {
            throw opa.trouble("%s cannot be evaluated apart from others: %s".formatted(name, e.reason()));
        }
    }

    /** In the names that authors gave. */
    String asWritten(String text) {
        var written = text.replace(packageName(), RegoPackageRewriter.HOME);
        for (var name : List.copyOf(originalNames.entrySet())) {
            written = written.replace(name.getKey() + ":", name.getValue() + ":");
        }
        return written;
    }

    /** Removes everything again, the contract first, for it may name the rules of the others. */
    void remove() {
        // An interrupted caller has to clean up as well, and a set flag would end every call at once.
        boolean interrupted = Thread.interrupted();
        try {
            removeAll(Deadline.in(CLEANING));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void removeAll(Deadline deadline) {
        int left = 0;
        while (!put.isEmpty()) {
            try {
                delete(put.peek(), deadline);
            } catch (EngineFailure e) {
                left += e.isHopeless() ? put.size() : 1;
                LOG.warn("Left {} modules edict-{}-*, which nothing refers to: {}", left, id, e.reason());
                if (e.isHopeless()) {
                    return;
                }
            }
            put.pop();
        }
    }

    private void delete(String policyId, Deadline deadline) throws EngineFailure {
        var answer = opa.call(opa.request(path(policyId)).DELETE().build(), deadline);
        if (!answer.isOk() && answer.status() != 404) {
            throw opa.trouble(OpaClient.refusal(answer));
        }
    }

    private static String path(String policyId) {
        return "/v1/policies/" + policyId;
    }
}
