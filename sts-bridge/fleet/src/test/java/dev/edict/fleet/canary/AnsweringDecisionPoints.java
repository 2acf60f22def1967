package dev.edict.fleet.canary;

import dev.edict.fleet.FleetDatabase;
import dev.edict.fleet.canary.CanaryAnswers.Answer;
import dev.edict.fleet.roster.ReportingDecisionPoints;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Decision points that load and answer to canaries as a test says. */
public final class AnsweringDecisionPoints {

    private final ReportingDecisionPoints roster;
    private final CanaryRecords records;

    public AnsweringDecisionPoints(FleetDatabase database) {
        this.roster = new ReportingDecisionPoints(database);
        this.records = new CanaryRecords(
                database.pool(),
                roster.roster(),
                roster.transactions(),
                JsonMapper.builder()
                        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                        .build());
    }

    public ReportingDecisionPoints roster() {
        return roster;
    }

    /** Loads an activation in zone z1 and answers, e.g. {@code refund=deny role_scope_mismatch}; without decision: not decided. */
    public void loadsAndAnswers(String id, long seq, long version, String... answers) {
        roster.loaded(id, "z1", seq);
        answers(id, seq, version, answers);
    }

    CanaryTally answers(String id, long seq, long version, String... answers) {
        var given = Arrays.stream(answers).map(AnsweringDecisionPoints::answer).toList();
        return records.record(
                id,
                new CanaryAnswers(roster.incarnation(id), "z1", seq, version, given),
                ReportingDecisionPoints.OWNER);
    }

    public CanaryRecords records() {
        return records;
    }

    private static Answer answer(String text) {
        var nameAndDecision = text.split("=", -1);
        var words = nameAndDecision.length == 1 ? new String[0] : nameAndDecision[1].split(" ", -1);
        return new Answer(nameAndDecision[0], at(words, 0), at(words, 1));
    }

    private static @Nullable String at(String[] words, int index) {
        return index < words.length ? words[index] : null;
    }
}
