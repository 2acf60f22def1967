package dev.edict.diagnosis;

import dev.edict.fleet.propagation.DecisionPoints;
import dev.edict.fleet.propagation.Deployment;
import java.util.List;
import org.springframework.stereotype.Component;

/** The decision points of a zone. */
@Component
class ZonePoints {

    private final DecisionPoints points;
    private final PointFacts facts;

    ZonePoints(DecisionPoints points, PointFacts facts) {
        this.points = points;
        this.facts = facts;
    }

    /** Compared with a change; at most 1,000. */
    List<ZonePoint> of(Deployment deployment) {
        var all = points.of(deployment);
        var known = facts.of(deployment, all);
        return all.stream()
                .map(point -> new ZonePoint(point, known.get(PointFacts.key(point.id(), point.incarnation()))))
                .toList();
    }
}
