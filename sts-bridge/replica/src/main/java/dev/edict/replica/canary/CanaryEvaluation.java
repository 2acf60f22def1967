package dev.edict.replica.canary;

import dev.edict.decision.Evaluation;
import dev.edict.decision.input.PolicyInput;
import dev.edict.replica.background.LogSafeText;
import dev.edict.replica.background.Loop;
import dev.edict.replica.background.Trouble;
import dev.edict.replica.controlplane.ControlPlaneClient;
import dev.edict.replica.controlplane.ControlPlaneFailure;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates canaries when the control plane asks for it. It has a thread of its own, and neither loading, deciding nor
 * reporting waits for it. A request that cannot be answered is tried again until the zone has another bundle.
 */
public final class CanaryEvaluation implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(CanaryEvaluation.class);

    /** Another answer to the same request would be refused as well. */
    private static final Set<String> FINAL = Set.of(
            "replica_unknown",
            "incarnation_superseded",
            "zone_forbidden",
            "zone_not_found",
            "activation_unknown",
            "invalid_body");

    private static final String CHANGED_MEANWHILE = "canaries_changed";

    /** What decides in a zone. */
    public interface Policies {

        /** The policies of an activation; null if another one is in force. */
        @Nullable
        Function<PolicyInput, Evaluation> of(String zoneId, long activationSeq);
    }

    private final CanaryClient client;
    private final Policies policies;
    private final Map<String, CanaryRequest> requests = new ConcurrentHashMap<>();
    private final Semaphore wake = new Semaphore(0);
    private final Loop loop;

    /** @param replicaId the replica's id in the roster */
    public CanaryEvaluation(ControlPlaneClient client, String replicaId, Policies policies) {
        this.client = new CanaryClient(client, replicaId);
        this.policies = policies;
        this.loop = new Loop("canaries", new Trouble(log, "answering to canaries"), this::round);
    }

    public void start() {
        loop.start();
    }

    /** Answers soon; a later request of the same zone takes the place of this one. Returns at once. */
    public void request(CanaryRequest request) {
        requests.put(request.zoneId(), request);
        wake.release();
    }

    private void round() throws InterruptedException {
        wake.acquire();
        wake.drainPermits();
        RuntimeException first = null;
        for (var request : List.copyOf(requests.values())) {
            try {
                answer(request);
                requests.remove(request.zoneId(), request);
            } catch (ControlPlaneFailure e) {
                first = first == null && !isOver(request, e) ? e : first;
            } catch (RuntimeException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            wake.release();
            throw first;
        }
    }

    private void answer(CanaryRequest request) {
        var deciding = policies.of(request.zoneId(), request.activationSeq());
        if (deciding == null) {
            log.debug("Zone {} went on from activation {}", request.zoneId(), request.activationSeq());
            return;
        }
        var canaries = client.of(request.zoneId());
        if (!canaries.items().isEmpty()) {
            var answers = canaries.items().stream()
                    .map(canary -> CanaryAnswer.to(canary, deciding))
                    .toList();
            client.answer(request, canaries.version(), answers);
        }
    }

    private boolean isOver(CanaryRequest request, ControlPlaneFailure failure) {
        if (failure.code().equals(CHANGED_MEANWHILE)) {
            wake.release();
            return true;
        }
        if (!FINAL.contains(failure.code())) {
            return false;
        }
        requests.remove(request.zoneId(), request);
        log.info(
                "The canaries of zone {} are not answered for activation {}: {}",
                request.zoneId(),
                request.activationSeq(),
                LogSafeText.ofRootCause(failure));
        return true;
    }

    @Override
    public void close() {
        loop.close();
    }
}
