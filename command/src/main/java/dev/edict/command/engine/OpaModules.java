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

/** The modules of one evaluation, in a package of their own. */
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

    /** The path of the contract's result. */
    String resultPath() {
        return "/v1/data/" + packageName().replace('.', '/') + "/result";
    }

    private String packageName() {
        return "edict.sim_" + id + ".authz";
    }

    /**
     * Adds a module.
     *
     * @param name its name in messages
     */
    void put(String name, String text, Deadline deadline) throws EngineFailure {
        var moved = move(name, text);
        var policyId = "edict-" + id + "-" + originalNames.size();
        originalNames.put(policyId, name);
        // Recorded before the request: without a response, OPA may still have stored the module.
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
            throw opa.trouble("%s cannot be isolated in a package of its own: %s".formatted(name, e.reason()));
        }
    }

    /** Restores the names that authors gave. */
    String asWritten(String text) {
        var written = text.replace(packageName(), RegoPackageRewriter.HOME);
        for (var name : List.copyOf(originalNames.entrySet())) {
            written = written.replace(name.getKey() + ":", name.getValue() + ":");
        }
        return written;
    }

    /** Removes all modules, the contract first, because it may refer to the rules of the others. */
    void remove() {
        // Clean-up also runs in an interrupted thread, where the flag would end every call.
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
                LOG.warn("Could not remove {} unused modules edict-{}-* from OPA: {}", left, id, e.reason());
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
