package dev.edict.diagnosis;

import static dev.edict.diagnosis.CauseName.Category.FAULT;
import static dev.edict.diagnosis.CauseName.Category.POLICY;
import static dev.edict.diagnosis.CauseName.Category.REQUEST;
import static dev.edict.diagnosis.SymptomName.DECISIONS_DO_NOT_CHANGE;
import static dev.edict.diagnosis.SymptomName.FAILS_CLOSED;
import static dev.edict.diagnosis.SymptomName.SIMULATION_DIFFERS;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Every cause that is looked for; of each symptom the likeliest first. The names are part of the API. */
public enum CauseName {
    MANIFEST_UNCHANGED(
            DECISIONS_DO_NOT_CHANGE,
            POLICY,
            "Seal a version that contains the changed policy version, and activate that one."),
    COMPILE_ERROR(
            DECISIONS_DO_NOT_CHANGE,
            FAULT,
            "Correct the document that the error names and activate again, or roll back."),
    OUTBOX_ROW_UNSENT(
            DECISIONS_DO_NOT_CHANGE,
            FAULT,
            "Look at redis and relay in /ready: a node has to run the relay, and Redis has to take entries."),
    STREAM_ENTRIES_LOST(
            DECISIONS_DO_NOT_CHANGE,
            FAULT,
            "Wait until every zone is published again; if that lasts, look at redis in /ready."),
    KEY_MISMATCH(
            DECISIONS_DO_NOT_CHANGE,
            FAULT,
            "Give the decision point the stream key of Edict (STREAMS_HMAC_KEY), and start it again."),
    GROUP_LAG(
            DECISIONS_DO_NOT_CHANGE,
            FAULT,
            "Start the readers of the consumer group again, or destroy the group if it is no longer used."),
    OLDER_MANIFEST(
            DECISIONS_DO_NOT_CHANGE,
            FAULT,
            "Look at what the decision point reads: the address of Edict, the database, a cache on the way."),
    UNKNOWN_MANIFEST(
            DECISIONS_DO_NOT_CHANGE,
            FAULT,
            "Look at the role and search path of the decision point: it reads the tables of something else."),
    DECISION_POINT_BEHIND(
            DECISIONS_DO_NOT_CHANGE,
            FAULT,
            "Look at the log of the decision point: can it read the feed or the bundle of the zone?"),
    DECISION_POINT_SILENT(
            DECISIONS_DO_NOT_CHANGE,
            FAULT,
            "Look whether the process runs and reaches Edict; dismiss it if it is gone for good."),
    NO_DECISION_POINT(
            DECISIONS_DO_NOT_CHANGE,
            FAULT,
            "Let the decision points of the zone report, or name them in EDICT_STS_URLS."),
    CLOCK_SKEW(
            DECISIONS_DO_NOT_CHANGE, FAULT, "Synchronise the clock of the decision point with that of the database."),

    NOT_DECIDED_BY_POLICY(
            SIMULATION_DIFFERS,
            FAULT,
            "Ask for the diagnosis of the zone without an event: it says why decision points fail closed."),
    VERSION_DIFFERS(
            SIMULATION_DIFFERS, POLICY, "Simulate the version by which the decision was made, or repeat the request."),
    SHAPE_DIFFERS(
            SIMULATION_DIFFERS, REQUEST, "Simulate a request of the same kind: principal.type and action.id count."),
    LABELS_DIFFER(
            SIMULATION_DIFFERS,
            REQUEST,
            "Simulate with the labels of the live principal, or give it the labels that were simulated."),
    SCOPES_DIFFER(
            SIMULATION_DIFFERS, REQUEST, "Simulate with the requested scopes of the live request, or request others."),
    EDGE_DIFFERS(
            SIMULATION_DIFFERS,
            REQUEST,
            "Simulate with the delegation of the live request, or delegate what was simulated."),
    RESOURCE_DIFFERS(SIMULATION_DIFFERS, REQUEST, "Simulate with the resource identifier of the live request."),
    PRINCIPAL_DIFFERS(SIMULATION_DIFFERS, REQUEST, "Simulate with the principal of the live request."),
    CLAIMS_DIFFER(SIMULATION_DIFFERS, REQUEST, "Simulate with the subject claims of the live request."),
    SESSION_DIFFERS(SIMULATION_DIFFERS, REQUEST, "Simulate with the session of the live request."),
    STEP_UP_DIFFERS(
            SIMULATION_DIFFERS,
            REQUEST,
            "Have the request approved: an allow that asks for an approval is refused until then."),
    MEMBERS_NOT_RECORDED(
            SIMULATION_DIFFERS,
            REQUEST,
            "Compare with a decision that has its input: those of Edict's own decision points record it."),

    NO_GOVERNING_VERSION(FAILS_CLOSED, POLICY, "Activate a version, or roll the deactivation back."),
    ZONE_FROZEN(FAILS_CLOSED, POLICY, "Remove the reasons from restrict, seal and activate, once the cause is over."),
    DOCUMENT_INVALID(FAILS_CLOSED, FAULT, "Correct the document at this line, seal and activate."),
    MALFORMED_DATA(FAILS_CLOSED, FAULT, "Write the value at this line in its shape, seal and activate."),
    DENY_ALL_FALLBACK(
            FAILS_CLOSED,
            FAULT,
            "Look at the log of the decision point: it has loaded nothing, and denies everything until it does."),
    STALE_BUDGET(
            FAILS_CLOSED,
            FAULT,
            "Restore the connection of the decision point to Edict: it allows again once its policy is confirmed."),
    EVALUATION_FAILED(
            FAILS_CLOSED, FAULT, "Check the documents of the version with edict check, correct them and activate."),
    RESOURCE_NOT_GRANTED(FAILS_CLOSED, POLICY, "Grant the resource to the application of the principal."),
    SCOPE_NOT_GRANTED(FAILS_CLOSED, POLICY, "Give one role of the principal all the requested scopes."),
    SCOPE_CONFINED(FAILS_CLOSED, POLICY, "Allow the scope in the confinement, or request fewer scopes."),
    DELEGATION_TOO_NARROW(
            FAILS_CLOSED, REQUEST, "Request only scopes that the delegation has, or delegate the others too."),
    MANDATE_OF_OTHER_RESOURCE(FAILS_CLOSED, REQUEST, "Use a mandate whose target contains the resource."),
    REQUEST_WITHOUT_RULE(
            FAILS_CLOSED,
            REQUEST,
            "Send a bootstrap, workload, mint or use: look at agent session, delegation, claims and scopes."),
    OTHER_DENIAL(FAILS_CLOSED, REQUEST, "Look at the event, and at the log of what recorded it.");

    /** What has to change for a cause to go away. */
    public enum Category {
        /** A part of the installation does not do what it should. */
        FAULT,
        /** The policies in force decide so. */
        POLICY,
        /** The request, or what it is made with. */
        REQUEST;

        /** The word of the API, e.g. {@code fault}. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final SymptomName symptom;
    private final Category category;
    private final String remedy;

    CauseName(SymptomName symptom, Category category, String remedy) {
        this.symptom = symptom;
        this.category = category;
        this.remedy = remedy;
    }

    /** The code of the API, e.g. {@code key_mismatch}. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    SymptomName symptom() {
        return symptom;
    }

    /** @param sentence what was found, for people */
    Cause found(String sentence, Map<String, ?> evidence) {
        return found(sentence, evidence, remedy);
    }

    /** With a remedy that fits better than the general one. */
    Cause found(String sentence, Map<String, ?> evidence, String fitting) {
        return new Cause(this, category, sentence, Collections.unmodifiableMap(new LinkedHashMap<>(evidence)), fitting);
    }
}
