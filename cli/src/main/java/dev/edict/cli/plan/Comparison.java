package dev.edict.cli.plan;

import dev.edict.cli.plan.Step.Action;
import dev.edict.cli.plan.Step.Part;
import dev.edict.cli.plan.ZoneState.PolicyVersion;
import dev.edict.cli.plan.ZoneState.Version;
import dev.edict.command.content.Sha256;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is missing of a zone to be as it is desired. */
public final class Comparison {

    private final Desired desired;
    private final ZoneState state;

    public Comparison(Desired desired, ZoneState state) {
        this.desired = desired;
        this.state = state;
    }

    /** Everything that has to be changed, in the order in which it is applied; empty if the zone is as desired. */
    public List<Step> steps() {
        var steps = new ArrayList<Step>();
        if (state.zone() == null) {
            steps.add(new Step(Action.CREATE, Part.ZONE, "", ""));
        }
        settings()
                .forEach((name, value) -> steps.add(new Step(
                        Action.CHANGE,
                        Part.SETTING,
                        name,
                        "%s → %s".formatted(state.settings().values().get(name), value))));
        if (changesCatalogue()) {
            steps.add(new Step(state.catalogueVersion() == 0 ? Action.CREATE : Action.CHANGE, Part.CATALOGUE, "", ""));
        }
        steps.addAll(named(Part.SUITE, state.suites(), suites(), removedSuites()));
        steps.addAll(named(Part.CANARY, state.canaries(), canaries(), removedCanaries()));
        if (!governs()) {
            steps.addAll(policies());
            if (state.policySetId() == null) {
                steps.add(new Step(Action.CREATE, Part.POLICY_SET, desired.policySet(), ""));
            }
            if (sealed().isEmpty()) {
                steps.add(new Step(Action.CREATE, Part.VERSION, "", ""));
            }
            steps.add(new Step(Action.ACTIVATE, Part.VERSION, "", ""));
        }
        return steps;
    }

    /** Those to remove come first: they count against limits, and may contradict the new ones. */
    private static List<Step> named(Part part, Map<String, Object> now, Map<String, ?> put, List<String> removed) {
        var steps = new ArrayList<Step>();
        removed.forEach(name -> steps.add(new Step(Action.REMOVE, part, name, "")));
        put.keySet()
                .forEach(name ->
                        steps.add(new Step(now.containsKey(name) ? Action.CHANGE : Action.CREATE, part, name, "")));
        return steps;
    }

    private List<Step> policies() {
        var steps = new ArrayList<Step>();
        var before = state.governing() == null
                ? Map.<String, PolicyVersion>of()
                : state.governing().policies();
        desired.documents().forEach((policy, document) -> {
            var known = before.get(policy);
            if (known == null) {
                steps.add(new Step(Action.CREATE, Part.POLICY, policy, ""));
            } else if (!isSame(document, known)) {
                steps.add(new Step(Action.CHANGE, Part.POLICY, policy, ""));
            }
        });
        var left = new TreeSet<>(before.keySet());
        left.removeAll(desired.documents().keySet());
        left.forEach(policy -> steps.add(new Step(Action.LEAVE_OUT, Part.POLICY, policy, "")));
        return steps;
    }

    /** The settings to change, with their new values. */
    public Map<String, Object> settings() {
        var changed = new LinkedHashMap<>(desired.settings());
        changed.entrySet().removeIf(setting -> setting.getValue()
                .equals(state.settings().values().get(setting.getKey())));
        return changed;
    }

    /** All settings after the change; what the API needs. */
    public Map<String, Object> allSettings() {
        var all = new LinkedHashMap<>(state.settings().values());
        all.putAll(desired.settings());
        return all;
    }

    /** Whether the catalogue is another. */
    public boolean changesCatalogue() {
        var wanted = desired.catalogue();
        var now = state.catalogue();
        return wanted != null && (now == null || !NormalForm.catalogue(wanted).equals(NormalForm.catalogue(now)));
    }

    /** The suites to define, as the API takes them. */
    public SortedMap<String, Map<String, @Nullable Object>> suites() {
        return different(desired.suites(), state.suites(), NormalForm::suite);
    }

    /** The suites to remove. */
    public List<String> removedSuites() {
        return removed(desired.suites(), state.suites());
    }

    /** The canaries to define, as the API takes them. */
    public SortedMap<String, Map<String, @Nullable Object>> canaries() {
        return different(desired.canaries(), state.canaries(), NormalForm::canary);
    }

    /** The canaries to remove. */
    public List<String> removedCanaries() {
        return removed(desired.canaries(), state.canaries());
    }

    private SortedMap<String, Map<String, @Nullable Object>> different(
            @Nullable SortedMap<String, Map<String, @Nullable Object>> wanted,
            Map<String, Object> now,
            BiFunction<String, Map<?, ?>, String> normal) {
        var different = new TreeMap<String, Map<String, @Nullable Object>>();
        if (wanted != null) {
            wanted.forEach((name, definition) -> {
                var known = now.get(name);
                if (!(known instanceof Map<?, ?> stored)
                        || !normal.apply(state.zoneId(), stored).equals(normal.apply(state.zoneId(), definition))) {
                    different.put(name, definition);
                }
            });
        }
        return different;
    }

    private static List<String> removed(@Nullable SortedMap<String, ?> wanted, Map<String, Object> now) {
        return wanted == null
                ? List.of()
                : now.keySet().stream()
                        .filter(name -> !wanted.containsKey(name))
                        .sorted()
                        .toList();
    }

    /** Whether exactly the desired documents govern, as a version of the desired policy set. */
    public boolean governs() {
        var governing = state.governing();
        return governing != null && Objects.equals(governing.policySetId(), state.policySetId()) && isSame(governing);
    }

    /** The newest sealed version, if it is exactly the desired documents. */
    public Optional<Version> sealed() {
        return Optional.ofNullable(state.newest()).filter(this::isSame);
    }

    private boolean isSame(Version version) {
        return version.policies().keySet().equals(desired.documents().keySet())
                && desired.documents().entrySet().stream()
                        .allMatch(document -> isSame(
                                document.getValue(),
                                Objects.requireNonNull(version.policies().get(document.getKey()))));
    }

    /** A stored policy version with exactly this text. */
    public Optional<PolicyVersion> stored(String policy) {
        var document = document(policy);
        return known(policy).filter(version -> isSame(document, version)).findFirst();
    }

    /** The policy of this name, if a version that the plan knows has it. */
    public Optional<String> policyId(String policy) {
        return known(policy).map(PolicyVersion::policyId).findFirst();
    }

    private Stream<PolicyVersion> known(String policy) {
        return Stream.of(state.governing(), state.newest())
                .filter(Objects::nonNull)
                .map(version -> version.policies().get(policy))
                .filter(Objects::nonNull);
    }

    /** The text to send: as it is stored, if that differs in its line ends only. */
    public String text(String policy) {
        var document = document(policy);
        var stored = stored(policy).map(PolicyVersion::sha256);
        return stored.filter(Sha256.hex(document.original())::equals).isPresent()
                ? document.original()
                : document.content();
    }

    private Desired.Document document(String policy) {
        return Objects.requireNonNull(desired.documents().get(policy));
    }

    private static boolean isSame(Desired.Document document, PolicyVersion version) {
        return version.sha256().equals(Sha256.hex(document.content()))
                || version.sha256().equals(Sha256.hex(document.original()));
    }
}
