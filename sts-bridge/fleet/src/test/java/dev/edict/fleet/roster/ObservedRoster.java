package dev.edict.fleet.roster;

import dev.edict.fleet.FleetDatabase;
import org.springframework.context.ApplicationEventPublisher;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** The decision points that register nothing, on a database of tests. */
public final class ObservedRoster {

    private ObservedRoster() {}

    public static ObservedDecisionPoints on(FleetDatabase database, ApplicationEventPublisher publisher) {
        var json = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build();
        var pool = database.pool();
        var transactions = new ShortTransactions(pool);
        var roster = new Roster(pool, transactions);
        var loads = new Loads(pool);
        return new ObservedDecisionPoints(
                pool,
                roster,
                new Reports(pool, roster, loads, transactions, json),
                loads,
                new ObservedStates(pool),
                transactions,
                json,
                publisher);
    }
}
