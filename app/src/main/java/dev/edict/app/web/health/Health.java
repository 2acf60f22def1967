package dev.edict.app.web.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Liveness and readiness (contract §1.7). Only what the process cannot serve without is required for readiness, for
 * Edict PostgreSQL. Other missing components are reported as degraded, because a rollback must be possible without them.
 */
@RestController
class Health {

    private final GracefulShutdownFilter gracefulShutdown;
    private final RequiredDependency required;
    private final Map<String, HealthIndicator> others;

    Health(GracefulShutdownFilter gracefulShutdown, RequiredDependency required, Map<String, HealthIndicator> others) {
        this.gracefulShutdown = gracefulShutdown;
        this.required = required;
        this.others = new TreeMap<>(others);
    }

    @GetMapping("/health")
    @PermitAll
    @Operation(operationId = "getHealth", summary = "Returns that the process is alive.", tags = "Operations")
    Alive health() {
        return new Alive(true);
    }

    @GetMapping("/ready")
    @PermitAll
    @Operation(
            operationId = "getReadiness",
            summary = "Returns whether the node can serve requests, and what is degraded.",
            tags = "Operations")
    @ApiResponse(responseCode = "429", description = "rate_limited")
    @ApiResponse(responseCode = "503", useReturnTypeSchema = true)
    ResponseEntity<Readiness> ready() {
        if (gracefulShutdown.isEnding()) {
            return notReady(new Readiness(false, true, null, null, null, null));
        }
        var missing = required.missing();
        if (missing.isPresent()) {
            var why = missing.get();
            return notReady(new Readiness(false, null, why.error(), why.dependency(), null, null));
        }
        if (!gracefulShutdown.isServing()) {
            return notReady(new Readiness(false, null, "starting", null, null, null));
        }
        return served();
    }

    /** A component that is out of service makes this node not ready, with its reason as {@code error}. */
    private ResponseEntity<Readiness> served() {
        var details = new TreeMap<String, Map<String, Object>>();
        var error = new AtomicReference<@Nullable String>();
        others.forEach((name, indicator) -> {
            var health = indicator.health();
            if (health != null && !Status.UP.equals(health.getStatus())) {
                details.put(name, health.getDetails());
                if (Status.OUT_OF_SERVICE.equals(health.getStatus())) {
                    error.compareAndSet(null, String.valueOf(health.getDetails().get("error")));
                }
            }
        });
        if (error.get() != null) {
            return notReady(new Readiness(false, null, error.get(), null, null, details));
        }
        return ResponseEntity.ok(
                details.isEmpty()
                        ? new Readiness(true, null, null, null, null, null)
                        : new Readiness(true, null, null, null, List.copyOf(details.keySet()), details));
    }

    private static ResponseEntity<Readiness> notReady(Readiness why) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body(why);
    }

    record Alive(boolean ok) {}

    /** Members that do not apply are absent. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Readiness(
            boolean ok,
            @Nullable Boolean draining,
            @Nullable String error,
            @Nullable String dependency,
            @Nullable List<String> degraded,
            @Nullable Map<String, Map<String, Object>> details) {}
}
