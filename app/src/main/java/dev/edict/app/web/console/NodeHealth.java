package dev.edict.app.web.console;

import dev.edict.console.system.NodeStatus;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Tells the console the version of the program, and the same health of its parts that {@code /ready} tells. */
@Component
class NodeHealth implements NodeStatus {

    /** The states of the application, which are other words for the fact that it answers. */
    private static final String OF_SPRING = "StateHealthIndicator";

    private final Map<String, HealthIndicator> indicators;

    NodeHealth(Map<String, HealthIndicator> indicators) {
        this.indicators = new TreeMap<>(indicators);
    }

    @Override
    public String version() {
        return Objects.requireNonNullElse(NodeHealth.class.getPackage().getImplementationVersion(), "(not packaged)");
    }

    @Override
    public List<Part> parts() {
        return indicators.entrySet().stream()
                .filter(entry -> !entry.getKey().endsWith(OF_SPRING))
                .map(entry -> part(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Part part(String name, HealthIndicator indicator) {
        var health = indicator.health();
        return health == null
                ? new Part(name, "UP", Map.of())
                : new Part(name, health.getStatus().getCode(), new TreeMap<>(health.getDetails()));
    }
}
