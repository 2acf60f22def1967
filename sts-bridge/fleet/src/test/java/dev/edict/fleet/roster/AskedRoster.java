package dev.edict.fleet.roster;

import dev.edict.fleet.FleetDatabase;
import java.util.List;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** The part of the roster that is asked, on the database of a test. */
public final class AskedRoster {

    private AskedRoster() {}

    public static AskedDecisionPoints on(FleetDatabase database) {
        var pool = database.pool();
        var json = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build();
        var transactions = new ShortTransactions(pool);
        var roster = new Roster(pool, transactions);
        var loads = new Loads(pool);
        return new AskedDecisionPoints(
                pool,
                roster,
                new Reports(pool, roster, loads, transactions, json),
                loads,
                new AnswerComparison(pool, json),
                transactions,
                json,
                event -> {});
    }

    /** What the list of decision points shows: id, kind, and whether it is present. */
    public static List<String> listed(FleetDatabase database) {
        return new RosterReader(database.pool())
                .list(null).stream()
                        .map(entry -> "%s %s %b".formatted(entry.id(), entry.kind(), entry.present()))
                        .toList();
    }
}
