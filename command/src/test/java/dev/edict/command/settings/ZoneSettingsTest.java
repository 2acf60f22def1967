package dev.edict.command.settings;

import static dev.edict.command.api.settings.CanarySetting.OFF;
import static dev.edict.command.api.settings.CanarySetting.REQUIRED;
import static dev.edict.command.api.settings.CanarySetting.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.command.Refused;
import dev.edict.command.api.Precondition;
import dev.edict.command.api.Rejection;
import dev.edict.command.api.settings.CanarySetting;
import dev.edict.command.api.settings.ChangeZoneSettings;
import dev.edict.command.api.settings.EvidenceSetting;
import dev.edict.command.api.settings.ZoneSettingsChanged;
import dev.edict.command.zone.directory.KnownZones;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;

class ZoneSettingsTest {

    private static final ChangeZoneSettings STRICT = new ChangeZoneSettings("z1", true, null, null, false);
    private static final ChangeZoneSettings LAX = new ChangeZoneSettings("z1", false, null, null, false);

    @Test
    void the_first_change_has_the_number_one() {
        settings().givenNoPriorActivity().when(STRICT).expectEvents(changed(1, true));
        settings().givenNoPriorActivity().when(LAX).expectEvents(changed(1, false));
    }

    @Test
    void every_event_contains_all_settings() {
        settings().given(changed(1, true)).when(LAX).expectEvents(changed(2, false));
    }

    @Test
    void the_same_settings_again_append_no_event() {
        settings()
                .given(changed(1, true))
                .when(STRICT)
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
    }

    @Test
    void a_zone_that_is_not_in_use_has_no_settings() {
        settings()
                .givenNoPriorActivity()
                .when(new ChangeZoneSettings("z2", true, null, null, false))
                .expectException(Refused.as(Rejection.Reason.ZONE_NOT_FOUND));
        settings()
                .given(new ZoneSettingsChanged("z2", 1, false, null, null))
                .when(new ChangeZoneSettings("z2", true, null, null, false))
                .expectNoEvents()
                .expectException(Refused.as(Rejection.Reason.ZONE_NOT_FOUND));
    }

    @Test
    void a_token_of_the_zone_makes_it_stricter_and_not_laxer() {
        settings()
                .given(changed(1, false))
                .when(new ChangeZoneSettings("z1", true, null, null, true))
                .expectEvents(changed(2, true));
        settings()
                .given(changed(1, true))
                .when(new ChangeZoneSettings("z1", true, null, null, true))
                .expectSuccessfulHandlerExecution();
        settings()
                .given(changed(1, true))
                .when(new ChangeZoneSettings("z1", false, null, null, true))
                .expectNoEvents()
                .expectException(Refused.as(Rejection.Reason.GLOBAL_TOKEN_REQUIRED));
    }

    @Test
    void rejects_a_change_if_the_expected_settings_differ() {
        settings().givenNoPriorActivity().when(STRICT, believing("z0")).expectEvents(changed(1, true));
        settings().given(changed(1, true)).when(LAX, believing("z1")).expectEvents(changed(2, false));
        for (var tag : Set.of("z0", "z2", "a1")) {
            settings()
                    .given(changed(1, true))
                    .when(LAX, believing(tag))
                    .expectNoEvents()
                    .expectException(Refused.as(Rejection.Reason.PRECONDITION_FAILED));
        }
    }

    @Test
    void the_stream_has_an_id_that_no_zone_has() {
        assertThat(STRICT.settingsId()).doesNotMatch("[A-Za-z0-9_.:-]*").contains("z1");
    }

    @Test
    void canaries_are_off_until_a_change_names_another_setting() {
        settings().givenNoPriorActivity().when(canaries(WARN)).expectEvents(changed(1, false, "warn"));
        settings()
                .given(new ZoneSettingsChanged("z1", 1, false, null, null))
                .when(canaries(OFF))
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
    }

    @Test
    void a_change_that_does_not_name_the_canaries_leaves_them_as_they_are() {
        settings().given(changed(1, false, "required")).when(STRICT).expectEvents(changed(2, true, "required"));
        settings().given(changed(1, false, "required")).when(LAX).expectNoEvents();
    }

    @Test
    void a_token_of_the_zone_makes_the_canaries_stricter_and_not_laxer() {
        settings()
                .given(changed(1, false, "warn"))
                .when(new ChangeZoneSettings("z1", false, REQUIRED, null, true))
                .expectEvents(changed(2, false, "required"));
        for (var laxer : new CanarySetting[] {OFF, WARN}) {
            settings()
                    .given(changed(1, false, "required"))
                    .when(new ChangeZoneSettings("z1", false, laxer, null, true))
                    .expectNoEvents()
                    .expectException(Refused.as(Rejection.Reason.GLOBAL_TOKEN_REQUIRED));
            settings()
                    .given(changed(1, false, "required"))
                    .when(canaries(laxer))
                    .expectEvents(changed(2, false, laxer.word()));
        }
    }

    @Test
    void no_evidence_is_asked_for_until_a_change_names_another_setting() {
        settings()
                .givenNoPriorActivity()
                .when(evidence(EvidenceSetting.REQUIRED))
                .expectEvents(new ZoneSettingsChanged("z1", 1, false, "off", "required"));
        settings()
                .given(new ZoneSettingsChanged("z1", 1, false, null, null))
                .when(evidence(EvidenceSetting.NONE))
                .expectNoEvents();
    }

    @Test
    void a_change_that_does_not_name_the_evidence_leaves_it_as_it_is() {
        settings()
                .given(new ZoneSettingsChanged("z1", 1, false, "off", "required"))
                .when(STRICT)
                .expectEvents(new ZoneSettingsChanged("z1", 2, true, "off", "required"));
    }

    @Test
    void a_token_of_the_zone_asks_for_more_evidence_and_not_for_less() {
        var required = new ZoneSettingsChanged("z1", 1, false, "off", "required");
        settings()
                .given(new ZoneSettingsChanged("z1", 1, false, "off", "warn"))
                .when(new ChangeZoneSettings("z1", false, null, EvidenceSetting.REQUIRED, true))
                .expectEvents(new ZoneSettingsChanged("z1", 2, false, "off", "required"));
        for (var laxer : List.of(EvidenceSetting.NONE, EvidenceSetting.WARN)) {
            settings()
                    .given(required)
                    .when(new ChangeZoneSettings("z1", false, null, laxer, true))
                    .expectNoEvents()
                    .expectException(Refused.as(Rejection.Reason.GLOBAL_TOKEN_REQUIRED));
            settings()
                    .given(required)
                    .when(evidence(laxer))
                    .expectEvents(new ZoneSettingsChanged("z1", 2, false, "off", laxer.word()));
        }
    }

    private static ChangeZoneSettings evidence(EvidenceSetting evidence) {
        return new ChangeZoneSettings("z1", false, null, evidence, false);
    }

    private static ChangeZoneSettings canaries(CanarySetting canaries) {
        return new ChangeZoneSettings("z1", false, canaries, null, false);
    }

    private static ZoneSettingsChanged changed(long seq, boolean strict) {
        return changed(seq, strict, "off");
    }

    private static ZoneSettingsChanged changed(long seq, boolean strict, String canaries) {
        return new ZoneSettingsChanged("z1", seq, strict, canaries, "none");
    }

    private static Map<String, Object> believing(String tag) {
        return Map.of(Precondition.KEY, new Precondition(Set.of(tag)));
    }

    private static FixtureConfiguration<ZoneSettings> settings() {
        return new AggregateTestFixture<>(ZoneSettings.class).registerInjectableResource(new KnownZones() {
            @Override
            public boolean exists(String zoneId) {
                return zoneId.equals("z1");
            }

            @Override
            public boolean isSlugTaken(String slug) {
                return false;
            }
        });
    }
}
