package dev.edict.command.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.command.Past;
import dev.edict.command.Refused;
import dev.edict.command.api.ImportedVersions;
import dev.edict.command.api.Rejection;
import dev.edict.command.api.Stamp;
import dev.edict.command.api.policy.CreatePolicyVersion;
import dev.edict.command.api.policy.ImportPolicy;
import dev.edict.command.api.policy.PolicyArchived;
import dev.edict.command.api.policy.PolicyCreated;
import dev.edict.command.api.policy.PolicyRestamped;
import dev.edict.command.api.policy.PolicyVersionCreated;
import dev.edict.command.content.Contents;
import dev.edict.command.eventstore.Notes;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ImportPolicyTest {

    private static final PolicyCreated CREATED = new PolicyCreated("p1", "z1", "grants", "who may");
    private static final Stamp BORN = Past.stamp(1, "ann");
    private static final Stamp UNCHANGED = Past.unnamed(1);

    private final Past past = new Past();
    private boolean nameTaken;

    @Test
    void a_policy_comes_with_all_its_versions_under_their_numbers() {
        policy().givenNoPriorActivity()
                .when(imported(BORN, null, version(1, BORN), version(4, Past.stamp(3, "bob"))))
                .expectEvents(CREATED, created(1), created(4), new PolicyRestamped("p1", "z1", true));
    }

    @Test
    void events_reference_one_note_per_author() {
        policy().givenNoPriorActivity()
                .when(imported(Past.stamp(3, "ann"), null, version(1, BORN), version(2, Past.stamp(3, "ann"))))
                .expectEventsMatching(past.happenedFor("ann", "ann", "ann"));
        assertThat(past.notes()).containsExactly("ann");
    }

    @Test
    void does_not_restamp_if_the_events_show_the_last_change() {
        policy().givenNoPriorActivity().when(imported(UNCHANGED, null)).expectEvents(CREATED);
        policy().givenNoPriorActivity()
                .when(imported(Past.stamp(3, "bob"), null, version(1, BORN), version(2, Past.stamp(3, "bob"))))
                .expectEvents(CREATED, created(1), created(2));
        policy().givenNoPriorActivity()
                .when(imported(Past.stamp(5, "cem"), Past.stamp(5, "cem"), version(1, BORN)))
                .expectEvents(CREATED, created(1), new PolicyArchived("p1", "z1"));
    }

    @Test
    void restamps_a_last_change_without_an_author() {
        policy().givenNoPriorActivity()
                .when(imported(Past.unnamed(5), Past.unnamed(5)))
                .expectEvents(CREATED, new PolicyArchived("p1", "z1"), new PolicyRestamped("p1", "z1", false));
    }

    @Test
    void adds_only_newer_versions_to_a_known_policy() {
        policy(1, 2)
                .given(CREATED, created(1), created(2))
                .when(imported(
                        Past.stamp(4, "bob"),
                        null,
                        version(1, BORN),
                        version(2, BORN),
                        version(3, Past.stamp(4, "bob"))))
                .expectEvents(created(3));
        policy(1, 2)
                .given(CREATED, created(1), created(2))
                .when(imported(Past.stamp(9, "bob"), Past.stamp(9, "bob"), version(1, BORN), version(2, BORN)))
                .expectNoEvents();
    }

    @Test
    void a_number_that_was_left_out_is_filled_later_and_numbering_goes_on_behind_the_highest() {
        policy(1, 4)
                .given(CREATED, created(1), created(4))
                .when(imported(UNCHANGED, null, version(2, BORN), version(4, BORN)))
                .expectEvents(created(2))
                .expectResultMessagePayload(new ImportedVersions(false, List.of("pv2")));
        policy().given(CREATED, created(4), created(2))
                .when(new CreatePolicyVersion("p1", "z1", "pv5", "text"))
                .expectEvents(created(5));
    }

    @Test
    void returns_what_the_import_created_and_added() {
        policy().givenNoPriorActivity()
                .when(imported(UNCHANGED, null, version(1, BORN), version(3, BORN)))
                .expectResultMessagePayload(new ImportedVersions(true, List.of("pv1", "pv3")));
    }

    @Test
    void shows_the_last_change_of_the_source_until_a_local_change() {
        policy().givenCommands(imported(UNCHANGED, null, version(1, BORN)))
                .when(imported(Past.stamp(7, "eve"), null, version(2, Past.stamp(4, "bob"))))
                .expectEvents(created(2), new PolicyRestamped("p1", "z1", true));
        policy().givenCommands(imported(UNCHANGED, null, version(1, BORN)))
                .andGiven(created(3))
                .when(imported(Past.stamp(7, "eve"), null, version(2, Past.stamp(4, "bob"))))
                .expectEvents(created(2));
    }

    @Test
    void adds_nothing_to_an_entity_archived_in_edict_and_live_in_the_source() {
        policy().given(CREATED, created(1), new PolicyArchived("p1", "z1"))
                .when(imported(UNCHANGED, null, version(2, BORN)))
                .expectNoEvents()
                .expectException(Refused.as(Rejection.Reason.POLICY_NOT_FOUND));
    }

    @Test
    void requires_an_existing_zone_and_a_free_name() {
        policy().givenNoPriorActivity()
                .when(new ImportPolicy("p1", "elsewhere", "grants", null, BORN, List.of(), null, BORN))
                .expectException(Refused.as(Rejection.Reason.ZONE_NOT_FOUND));
        nameTaken = true;
        policy().givenNoPriorActivity()
                .when(imported(UNCHANGED, null))
                .expectNoEvents()
                .expectException(Refused.as(Rejection.Reason.POLICY_NAME_CONFLICT));
    }

    private static ImportPolicy imported(Stamp updated, @Nullable Stamp archived, ImportPolicy.Version... versions) {
        return new ImportPolicy("p1", "z1", "grants", "who may", BORN, List.of(versions), archived, updated);
    }

    private static ImportPolicy.Version version(int number, Stamp created) {
        return new ImportPolicy.Version("pv" + number, number, "text", "2026-05-20", created);
    }

    private static PolicyVersionCreated created(int number) {
        return new PolicyVersionCreated("p1", "z1", "pv" + number, number, "sha of text", 4, "2026-05-20");
    }

    private FixtureConfiguration<Policy> policy(Integer... taken) {
        return new AggregateTestFixture<>(Policy.class)
                .registerInjectableResource((Contents) content -> "sha of " + content)
                .registerInjectableResource((Notes) past::note)
                .registerInjectableResource(Past.ONLY_Z1)
                .registerInjectableResource(new PolicyFacts() {
                    @Override
                    public boolean isNameTaken(String zoneId, String name) {
                        return nameTaken;
                    }

                    @Override
                    public boolean isGoverning(String zoneId, String policyId) {
                        return true;
                    }

                    @Override
                    public Set<Integer> takenNumbers(String policyId, Collection<Integer> numbers) {
                        return Set.of(taken);
                    }
                });
    }
}
