package dev.edict.app.web.console;

import dev.edict.app.EdictApplication;
import dev.edict.console.system.NodeStatus;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Tells the console the version of the program, and the same health of its parts that {@code /ready} tells. */
@org.springframework.stereotype.Component
class NodeHealth implements NodeStatus {

    private final Map<String, HealthIndicator> indicators;

    NodeHealth(Map<String, HealthIndicator> indicators) {
        this.indicators = new TreeMap<>(indicators);
    }

    @Override
    public String version() {
        return Objects.requireNonNullElse(
                EdictApplication.class.getPackage().getImplementationVersion(), "(not packaged)");
    }

    @Override
    public List<Component> components() {
        return indicators.entrySet().stream()
                .map(entry -> component(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Component component(String name, HealthIndicator indicator) {
        var health = indicator.health();
        return health == null
                ? new Component(name, "UP", Map.of())
                : new Component(name, health.getStatus().getCode(), new TreeMap<>(health.getDetails()));
    }
}
