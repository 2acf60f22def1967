package dev.edict.fleet.opa.canary;

import dev.edict.fleet.FleetDatabase;
import dev.edict.fleet.asking.Claims;
import dev.edict.fleet.canary.AnsweringDecisionPoints;
import dev.edict.fleet.roster.ReportRecorded;
import java.util.Map;
import java.util.Set;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** A process that asks agents about canaries, configured as in the program. */
public final class RunningCanaryAsker implements AutoCloseable {

    private final AskedAgents agents;
    private final CanaryAsker asker;

    public RunningCanaryAsker(FleetDatabase database, AnsweringDecisionPoints points, Map<String, Object> settings) {
        agents = agents(settings);
        asker = new CanaryAsker(
                agents,
                Claims.on(database),
                new CanaryQuestions(database.pool(), database.pool()),
                points.records(),
                event -> {});
        asker.start();
    }

    static AskedAgents agents(Map<String, Object> settings) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("given", settings));
        return new CanaryConfiguration().askedAgents(environment);
    }

    /** As after a status that was recorded. */
    public void wake() {
        asker.on(new ReportRecorded(Set.of("z1")));
    }

    @Override
    public void close() {
        asker.stop();
        agents.close();
    }
}
