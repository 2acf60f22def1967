package dev.edict.command.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.api.canary.CanaryEvent;
import dev.edict.command.api.catalogue.CatalogueEvent;
import dev.edict.command.api.deployment.DecisionPointDismissed;
import dev.edict.command.api.deployment.DeploymentEvent;
import dev.edict.command.api.note.NoteErased;
import dev.edict.command.api.partition.DecisionPartitionSealed;
import dev.edict.command.api.policy.PolicyEvent;
import dev.edict.command.api.policyset.PolicySetEvent;
import dev.edict.command.api.retention.AuditRetentionChanged;
import dev.edict.command.api.settings.ZoneSettingsChanged;
import dev.edict.command.api.settings.ZoneSettingsEvent;
import dev.edict.command.api.simulation.PolicySetVersionSimulated;
import dev.edict.command.api.simulation.SimulationEvent;
import dev.edict.command.api.simulation.Verdict;
import dev.edict.command.api.stream.InvalidationStreamResynchronised;
import dev.edict.command.api.suite.SuiteEvent;
import dev.edict.command.api.token.AdminTokenEvent;
import dev.edict.command.api.zone.ActivationGrounds;
import dev.edict.command.api.zone.PolicySetVersionActivated;
import dev.edict.command.api.zone.ZoneEvent;
import dev.edict.command.api.zone.ZoneRegistered;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.serialization.Revision;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.upcasting.event.InitialEventRepresentation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Events in the log stay readable for ever: one file per event type and revision. */
class GoldenEventsTest {

    private final EventSerializer serializer = new EventSerializer();

    @ParameterizedTest
    @MethodSource("events")
    void reads_a_golden_event_and_writes_the_same_bytes(String name) throws IOException {
        var revision = EventNames.classOf(name)
                .orElseThrow()
                .getAnnotation(Revision.class)
                .value();
        var golden = golden(name, revision);
        var event = serializer.deserialize(new SimpleSerializedObject<>(golden, String.class, name, revision));
        assertThat(event).isInstanceOf(EventNames.classOf(name).orElseThrow());
        var written = serializer.serialize(event, String.class);
        assertThat(written.getData()).isEqualTo(golden);
        assertThat(written.getType().getName()).isEqualTo(name);
        assertThat(written.getType().getRevision()).isEqualTo(revision);
    }

    @Test
    void an_activation_of_revision_1_had_no_grounds() throws IOException {
        assertThat(upcast("zone.version_activated", "1"))
                .isEqualTo(new PolicySetVersionActivated(
                        "01920000-0000-7000-8000-000000000001",
                        "01920000-0000-7000-8000-000000000004",
                        "01920000-0000-7000-8000-000000000005",
                        "03401708d1f9cf4b4398d33236fe25a5b8c028da41d623f72b1fc83f21245d78",
                        2,
                        1L,
                        "01920000-0000-7000-8000-000000000006",
                        "01920000-0000-7000-8000-000000000008",
                        ActivationGrounds.NONE,
                        "01920000-0000-7000-8000-000000000007"));
    }

    @Test
    void a_simulation_of_revision_1_ran_no_suites_and_did_not_tell_its_contract() throws IOException {
        assertThat(upcast("policy_set.version_simulated", "1"))
                .isEqualTo(new PolicySetVersionSimulated(
                        "01920000-0000-7000-8000-000000000008",
                        "01920000-0000-7000-8000-000000000001",
                        "01920000-0000-7000-8000-000000000004",
                        "01920000-0000-7000-8000-000000000005",
                        "03401708d1f9cf4b4398d33236fe25a5b8c028da41d623f72b1fc83f21245d78",
                        "embedded",
                        2,
                        0,
                        0,
                        Verdict.PASS,
                        "f8518d74e39a4504f75e9ac8776a9249bd88438d367f3c89ebf914aa2ffcf135",
                        List.of(),
                        null,
                        0,
                        "unknown"));
    }

    @Test
    void settings_of_revision_1_had_no_canaries() throws IOException {
        assertThat(upcast("zone_settings.changed", "1")).isEqualTo(new ZoneSettingsChanged("z1", 2, true, null, null));
    }

    @Test
    void settings_of_revision_2_asked_for_no_evidence() throws IOException {
        assertThat(upcast("zone_settings.changed", "2"))
                .isEqualTo(new ZoneSettingsChanged("z1", 2, true, "required", null));
    }

    @Test
    void every_golden_event_of_an_older_revision_is_read_by_a_test() throws IOException {
        var older = Arrays.stream(new PathMatchingResourcePatternResolver().getResources("classpath:golden/*.json"))
                .map(file -> Objects.requireNonNull(file.getFilename()).replace(".json", ""))
                .filter(file -> !isCurrent(file));
        assertThat(older)
                .containsExactlyInAnyOrder(
                        "zone.version_activated.1",
                        "zone_settings.changed.1",
                        "zone_settings.changed.2",
                        "policy_set.version_simulated.1");
    }

    private static boolean isCurrent(String file) {
        var dot = file.lastIndexOf('.');
        var type = EventNames.classOf(file.substring(0, dot)).orElseThrow();
        return type.getAnnotation(Revision.class).value().equals(file.substring(dot + 1));
    }

    private Object upcast(String name, String revision) throws IOException {
        var stored = new GenericDomainEventEntry<>(
                "Zone", "z1", 0, "e1", Instant.EPOCH, name, revision, golden(name, revision), "{}");
        var upcast = EventUpcasters.chain()
                .upcast(Stream.of(new InitialEventRepresentation(stored, serializer)))
                .findFirst()
                .orElseThrow();
        return serializer.deserialize(upcast.getData(String.class));
    }

    @Test
    void every_event_type_has_a_logical_name() {
        var permitted = Stream.of(
                        PolicyEvent.class,
                        PolicySetEvent.class,
                        SimulationEvent.class,
                        ZoneEvent.class,
                        AdminTokenEvent.class,
                        ZoneSettingsEvent.class,
                        CanaryEvent.class,
                        CatalogueEvent.class,
                        SuiteEvent.class,
                        DeploymentEvent.class)
                .flatMap(GoldenEventsTest::leaves)
                .collect(Collectors.toCollection(HashSet<Class<?>>::new));
        permitted.add(AuditRetentionChanged.class);
        permitted.add(InvalidationStreamResynchronised.class);
        permitted.add(DecisionPointDismissed.class);
        permitted.add(DecisionPartitionSealed.class);
        permitted.add(NoteErased.class);
        assertThat(new HashSet<Class<?>>(EventNames.all().values())).isEqualTo(permitted);
    }

    @Test
    void an_unknown_name_is_an_error_and_never_skipped() {
        var unknown = new SimpleSerializedObject<>("{}", String.class, "zone.exploded", "1");
        assertThatThrownBy(() -> serializer.deserialize(unknown))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("zone.exploded");
    }

    @Test
    void does_not_accept_a_class_name_as_an_event_name() {
        var byClass = new SimpleSerializedObject<>("{}", String.class, ZoneRegistered.class.getName(), "1");
        assertThatThrownBy(() -> serializer.deserialize(byClass)).isInstanceOf(SerializationException.class);
    }

    @Test
    void an_unknown_field_is_an_error() {
        var widened = new SimpleSerializedObject<>(
                "{\"policyId\":\"p1\",\"zoneId\":\"z1\",\"surprise\":1}", String.class, "policy.archived", "1");
        assertThatThrownBy(() -> serializer.deserialize(widened)).isInstanceOf(SerializationException.class);
    }

    static Stream<String> events() {
        return new TreeSet<>(EventNames.all().keySet()).stream();
    }

    private static String golden(String name, String revision) throws IOException {
        return new ClassPathResource("golden/%s.%s.json".formatted(name, revision))
                .getContentAsString(StandardCharsets.UTF_8)
                .strip();
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(GoldenEventsTest::leaves)
                : Stream.of(type);
    }
}
