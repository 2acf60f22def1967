package dev.edict.app.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Whether the process lives, and whether it can serve (contract §1.7). Only PostgreSQL is needed to serve; what else is
 * missing is named as degraded, because a rollback has to be possible without it.
 */
@RestController
class Health {

    private final Admission admission;
    private final PostgresProbe postgres;
    private final Map<String, HealthIndicator> others;

    Health(Admission admission, PostgresProbe postgres, Map<String, HealthIndicator> others) {
        this.admission = admission;
        this.postgres = postgres;
        this.others = new TreeMap<>(others);
    }

    @GetMapping("/health")
    Map<String, Object> health() {
        return Map.of("ok", true);
    }

    @GetMapping("/ready")
    ResponseEntity<Map<String, Object>> ready() {
        if (admission.isEnding()) {
            return notReady(Map.of("draining", true));
        }
        if (!postgres.reached()) {
            return notReady(Map.of("error", "postgres_unreachable", "dependency", "postgres"));
        }
        if (!admission.isServing()) {
            return notReady(Map.of("error", "starting"));
        }
        return ResponseEntity.ok(served());
    }

    private Map<String, Object> served() {
        var body = new LinkedHashMap<String, Object>();
        body.put("ok", true);
        var details = new TreeMap<String, Object>();
        others.forEach((name, indicator) -> {
            var health = indicator.health();
            if (health != null && !Status.UP.equals(health.getStatus())) {
                details.put(name, health.getDetails());
            }
        });
        if (!details.isEmpty()) {
            body.put("degraded", details.keySet());
            body.put("details", details);
        }
        return body;
    }

    private static ResponseEntity<Map<String, Object>> notReady(Map<String, Object> why) {
        var body = new LinkedHashMap<String, Object>();
        body.put("ok", false);
        body.putAll(new TreeMap<>(why));
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body(body);
    }
}
