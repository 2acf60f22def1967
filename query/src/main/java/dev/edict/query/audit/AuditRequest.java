package dev.edict.query.audit;

import dev.edict.query.Page;
import dev.edict.query.QueryRejection;
import dev.edict.query.QueryString;
import dev.edict.query.audit.DecisionPosition.Order;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The requested page of decisions.
 *
 * @param eventTypes any of these; empty for all
 */
public record AuditRequest(
        ListParameters list,
        DecisionFilter filter,
        @Parameter(
                        name = "order",
                        description = "newest lists the latest decisions first (default); arrival lists decisions as"
                                + " they arrived, and its pages always have a next_cursor, to go on from later.",
                        schema = @Schema(allowableValues = {"newest", "arrival"}))
                Order order,
        List<String> eventTypes,
        Listing<AuditedDecision> listing,
        DecisionPosition after)
        implements QueryString {

    private static final int MAX_EVENT_TYPES = 16;
    private static final String CANARY = "canary";

    /** Validates in the contract's order: query, fields, event types, cursor. */
    static AuditRequest of(HttpServletRequest request) {
        var list = ListParameters.of(request);
        var filter = DecisionFilter.of(request);
        var order = "arrival".equals(Filters.oneOf(request, "order", List.of("newest", "arrival")))
                ? Order.ARRIVAL
                : Order.NEWEST;
        var fields = AuditFields.ALL.choose(list.fields());
        var eventTypes = eventTypes(filter.eventType());
        var cursor = list.cursor();
        var after = cursor == null ? DecisionPosition.start(order) : DecisionPosition.parse(order, cursor);
        var asked = new AuditRequest(list, filter, order, eventTypes, Listing.of(list, fields), after);
        asked.requireFiltersOfCanaries();
        return asked;
    }

    /**
     * The page after a cursor, the latest decisions first.
     *
     * @param cursor null for the first page
     * @throws QueryRejection if the filter or the cursor is invalid
     */
    public static AuditRequest newestFirst(
            int limit,
            @Nullable String cursor,
            @Nullable OffsetDateTime since,
            @Nullable OffsetDateTime until,
            DecisionFilter filter) {
        var list = new ListParameters(limit, cursor, since, until, null, false);
        var order = Order.NEWEST;
        var after = cursor == null ? DecisionPosition.start(order) : DecisionPosition.parse(order, cursor);
        var asked = new AuditRequest(
                list,
                filter,
                order,
                eventTypes(filter.eventType()),
                Listing.of(list, AuditFields.ALL.choose(null)),
                after);
        asked.requireFiltersOfCanaries();
        return asked;
    }

    private static List<String> eventTypes(@Nullable String text) {
        if (text == null) {
            return List.of();
        }
        var types = Filters.list(text);
        if (types.isEmpty() || types.size() > MAX_EVENT_TYPES) {
            throw QueryRejection.Reason.INVALID_QUERY.because(
                    "event_type must be a comma-separated list of 1 to %d types", MAX_EVENT_TYPES);
        }
        if (types.contains(CANARY) && types.size() > 1) {
            throw QueryRejection.Reason.INVALID_QUERY.because("the event_type canary must be asked for alone");
        }
        return types;
    }

    /** Whether the page is of answers to canaries; every other page leaves them out. */
    boolean isOfCanaries() {
        return eventTypes.contains(CANARY);
    }

    private void requireFiltersOfCanaries() {
        if (isOfCanaries() && filter.isAboutRequests()) {
            throw QueryRejection.Reason.INVALID_QUERY.because(
                    "with the event_type canary, only request_id, decision, reason, policy_set_version_id,"
                            + " decision_point, since and until select");
        }
    }

    /** Adds the cursor; in the order of arrival there always is one, because decisions keep arriving. */
    public Page<AuditedDecision> page(List<AuditedDecision> decisions) {
        if (decisions.size() < list.limit() && order == Order.NEWEST) {
            return new Page<>(decisions, null);
        }
        var last = decisions.isEmpty() ? after : DecisionPosition.of(order, decisions.get(decisions.size() - 1));
        return new Page<>(decisions, last.cursor());
    }
}
