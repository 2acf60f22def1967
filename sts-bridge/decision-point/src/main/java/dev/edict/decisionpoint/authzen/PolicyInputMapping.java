package dev.edict.decisionpoint.authzen;

import static java.util.Map.entry;

import dev.edict.decision.input.InvalidPolicyInput;
import dev.edict.decision.input.PolicyInput;
import dev.edict.decisionpoint.authzen.MemberSource.At;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.node.ObjectNode;

/**
 * Maps an AuthZEN request to the contract's policy input (contract §8.4). Every member of an input has a place in the
 * request, so that nothing of an input is lost; a zone may read members from other places.
 */
final class PolicyInputMapping {

    /** The members of the input that are lists of strings. */
    static final Set<String> LISTS = Set.of("principal.labels", "resource.scopes", "context.requested_scopes");

    private static final String ZONE_ID = "zone_id";
    private static final List<String> OBJECTS = List.of("principal", "resource", "action", "context");

    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            entry("principal.type", "/subject/type"),
            entry("principal.id", "/subject/id"),
            entry("principal.registration_method", "/subject/properties/registration_method"),
            entry("principal.agent_session_id", "/subject/properties/agent_session_id"),
            entry("principal.lifecycle", "/subject/properties/lifecycle"),
            entry("principal.labels", "/subject/properties/labels"),
            entry("resource.type", "/resource/type"),
            entry("resource.identifier", "/resource/id"),
            entry("resource.id", "/resource/properties/id"),
            entry("resource.scopes", "/resource/properties/scopes"),
            entry("action.id", "/action/name"),
            entry("action.method", "/action/properties/method"),
            entry("action.path", "/action/properties/path"),
            entry("context.requested_scopes", "/action/properties/scopes"),
            entry("context.actor_claims", "/context/actor_claims"),
            entry("context.subject_claims", "/context/subject_claims"),
            entry("context.challenge_resolved", "/context/challenge_resolved"),
            entry("context.trace_id", "/context/trace_id"),
            entry("context.session_id", "/context/session_id"),
            entry("context.agent_session_id", "/context/agent_session_id"),
            entry("context.delegation_edge_id", "/context/delegation_edge_id"),
            entry("session", "/context/session"),
            entry("delegation_edge", "/context/delegation_edge"));

    /** The mapping of zones without one of their own. */
    static final PolicyInputMapping DEFAULT = new PolicyInputMapping(DEFAULTS.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, place -> new At(JsonPointer.compile(place.getValue())))));

    private final Map<String, MemberSource> sources;

    private PolicyInputMapping(Map<String, ? extends MemberSource> sources) {
        this.sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
    }

    /** The names of the members that can be mapped, in alphabetical order. */
    static List<String> members() {
        return DEFAULTS.keySet().stream().sorted().toList();
    }

    /** The default mapping with other sources for some members. */
    static PolicyInputMapping with(Map<String, MemberSource> others) {
        var all = new LinkedHashMap<String, MemberSource>(DEFAULT.sources);
        all.putAll(others);
        return new PolicyInputMapping(all);
    }

    /**
     * The policy input of a request.
     *
     * @param zoneId the zone of the path: a request cannot name another one
     * @throws InvalidEvaluation if a member has another type than the contract's
     */
    PolicyInput input(String zoneId, ObjectNode request) {
        var input = AuthZenJson.empty();
        OBJECTS.forEach(input::putObject);
        sources.forEach((member, source) -> source.in(request).ifPresent(value -> {
            var dot = member.indexOf('.');
            var parent = dot < 0 ? input : (ObjectNode) input.get(member.substring(0, dot));
            parent.set(member.substring(dot + 1), value);
        }));
        ((ObjectNode) input.get("principal")).put(ZONE_ID, zoneId);
        try {
            return PolicyInput.from(AuthZenJson.plain(input));
        } catch (InvalidPolicyInput e) {
            throw new InvalidEvaluation(inRequest(e.path()), e.expected());
        }
    }

    /** Names the place in the request that a member of the input comes from. */
    private String inRequest(String path) {
        return sources.entrySet().stream()
                .filter(source -> isWithin(path, source.getKey()))
                .findFirst()
                .map(source -> source.getValue().name()
                        + path.substring(source.getKey().length()))
                .orElse(path);
    }

    private static boolean isWithin(String path, String member) {
        return path.equals(member) || path.startsWith(member + ".") || path.startsWith(member + "[");
    }
}
