package dev.edict.diagnosis;

import dev.edict.decision.input.PartialInput;
import dev.edict.decision.input.PolicyInput;
import dev.edict.decision.input.PolicyInputJson;
import dev.edict.diagnosis.Comparison.Compared;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares two inputs member by member, and replaces members of one by those of the other. */
final class InputMembers {

    static final String YES = "yes";
    static final String NO = "no";
    static final String NOT_RECORDED = "not_recorded";

    private static final String CLAIMS = "context.subject_claims";

    /** What is replaced as one, because it differs for one reason. */
    private static final Map<CauseName, List<String>> PARTS = parts();

    private static Map<CauseName, List<String>> parts() {
        var parts = new LinkedHashMap<CauseName, List<String>>();
        parts.put(CauseName.SHAPE_DIFFERS, List.of("principal.type", "action.id"));
        parts.put(CauseName.LABELS_DIFFER, List.of("principal.labels"));
        parts.put(CauseName.SCOPES_DIFFER, List.of("context.requested_scopes"));
        parts.put(CauseName.EDGE_DIFFERS, List.of("delegation_edge.id", "delegation_edge.scopes"));
        parts.put(CauseName.RESOURCE_DIFFERS, List.of("resource.identifier", "resource.id"));
        parts.put(CauseName.PRINCIPAL_DIFFERS, List.of("principal.id"));
        parts.put(CauseName.CLAIMS_DIFFER, List.of(CLAIMS));
        parts.put(
                CauseName.SESSION_DIFFERS,
                List.of("context.agent_session_id", "principal.agent_session_id", "context.session_id", "session.id"));
        parts.put(CauseName.STEP_UP_DIFFERS, List.of("context.challenge_resolved"));
        return parts;
    }

    private final Map<String, Object> simulated;
    private final Map<String, Object> live;
    private final PartialInput liveInput;
    private final List<Compared> compared;

    InputMembers(PolicyInput simulated, PartialInput live) {
        this.simulated = PolicyInputJson.of(simulated);
        this.live = PolicyInputJson.of(live.input());
        this.liveInput = live;
        this.compared = compare();
    }

    /** Every member that may count, and every subject claim. */
    List<Compared> compared() {
        return compared;
    }

    private List<Compared> compare() {
        var rows = new ArrayList<Compared>();
        PARTS.forEach((cause, members) -> members.forEach(member -> {
            if (member.equals(CLAIMS)) {
                claims().forEach(claim -> rows.add(compare(cause, CLAIMS + "." + claim)));
            } else {
                rows.add(compare(cause, member));
            }
        }));
        return List.copyOf(rows);
    }

    private Set<String> claims() {
        var names = new TreeSet<String>();
        for (var side : List.of(simulated, live)) {
            if (at(side, CLAIMS) instanceof Map<?, ?> claims) {
                claims.keySet().forEach(name -> names.add(String.valueOf(name)));
            }
        }
        return names;
    }

    private Compared compare(CauseName cause, String member) {
        var ofSimulation = at(simulated, member);
        if (!liveInput.unknownAround(List.of(member)).isEmpty()) {
            return new Compared(area(cause), member, ofSimulation, null, NOT_RECORDED);
        }
        var ofLive = at(live, member);
        return new Compared(area(cause), member, ofSimulation, ofLive, isSame(ofSimulation, ofLive) ? NO : YES);
    }

    private static String area(CauseName cause) {
        return switch (cause) {
            case SHAPE_DIFFERS -> "shape";
            case RESOURCE_DIFFERS -> "resource";
            case CLAIMS_DIFFER -> "claims";
            case SESSION_DIFFERS -> "session";
            case STEP_UP_DIFFERS -> "step_up";
            default -> "grants";
        };
    }

    /** The order of labels and scopes does not count. */
    private static boolean isSame(@Nullable Object one, @Nullable Object other) {
        return (one instanceof List<?> list && other instanceof List<?> otherList)
                ? Set.copyOf(list).equals(Set.copyOf(otherList))
                : Objects.equals(one, other);
    }

    /** The parts in which known members differ. */
    List<CauseName> differing() {
        return PARTS.keySet().stream()
                .filter(cause -> of(cause).stream().anyMatch(Compared::isDifferent))
                .toList();
    }

    /** The members of a part. */
    List<Compared> of(CauseName cause) {
        var members = Objects.requireNonNull(PARTS.get(cause));
        return compared.stream()
                .filter(row -> members.stream()
                        .anyMatch(member ->
                                row.member().equals(member) || row.member().startsWith(member + ".")))
                .toList();
    }

    /** The members that were not recorded. */
    List<String> notRecorded() {
        return compared.stream()
                .filter(Compared::isNotRecorded)
                .map(Compared::member)
                .collect(Collectors.toUnmodifiableList());
    }

    /** The simulated input with a part of the live one. */
    PolicyInput simulatedWithLive(CauseName part) {
        return PolicyInput.from(replaced(simulated, live, part));
    }

    /** The live input with a part of the simulated one. */
    PartialInput liveWithSimulated(CauseName part) {
        return new PartialInput(PolicyInput.from(replaced(live, simulated, part)), liveInput.unknown());
    }

    private Map<String, Object> replaced(Map<String, Object> into, Map<String, Object> from, CauseName part) {
        var copy = new LinkedHashMap<>(into);
        if (part == CauseName.EDGE_DIFFERS) {
            put(copy, "delegation_edge", from.get("delegation_edge"));
            return copy;
        }
        for (var member : Objects.requireNonNull(PARTS.get(part))) {
            var dot = member.indexOf('.');
            var parent = member.substring(0, dot);
            var inner = new LinkedHashMap<String, Object>();
            if (copy.get(parent) instanceof Map<?, ?> object) {
                object.forEach((name, value) -> inner.put(String.valueOf(name), value));
            }
            put(inner, member.substring(dot + 1), at(from, member));
            put(copy, parent, inner.isEmpty() ? null : inner);
        }
        return copy;
    }

    private static void put(Map<String, Object> object, String name, @Nullable Object value) {
        if (value == null) {
            object.remove(name);
        } else {
            object.put(name, value);
        }
    }

    /** A claim's own name may have dots. */
    private static @Nullable Object at(Map<String, Object> input, String member) {
        if (member.startsWith(CLAIMS + ".")) {
            return at(input, CLAIMS) instanceof Map<?, ?> claims
                    ? claims.get(member.substring(CLAIMS.length() + 1))
                    : null;
        }
        var dot = member.indexOf('.');
        return input.get(member.substring(0, dot)) instanceof Map<?, ?> object
                ? object.get(member.substring(dot + 1))
                : null;
    }
}
