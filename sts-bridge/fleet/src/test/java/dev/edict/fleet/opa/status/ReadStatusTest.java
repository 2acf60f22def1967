package dev.edict.fleet.opa.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.command.api.Caller;
import dev.edict.fleet.roster.Observation;
import dev.edict.fleet.roster.Observation.Enforced;
import jakarta.validation.Validation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** What is kept of the status that an agent posts. */
class ReadStatusTest {

    private static final String HASH = "ab".repeat(32);
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private static Observation read(String labels, String bundles) {
        return status(
                        "{\"labels\":{%s}%s,\"metrics\":{\"prometheus\":{\"go_gc\":{\"metric\":[1,{\"x\":[]}]}}},\"plugins\":{\"bundle\":{\"state\":\"OK\"}}}"
                                .formatted(labels, bundles.isEmpty() ? "" : ",\"bundles\":{%s}".formatted(bundles)))
                .observation(new AgentToken());
    }

    private static AgentStatus status(String text) {
        return JSON.readValue(text, AgentStatus.class);
    }

    private static final class AgentToken implements Caller {
        @Override
        public String getName() {
            return "admin:opa";
        }

        @Override
        public boolean isBootstrap() {
            return false;
        }

        @Override
        public @Nullable String mintedTokenId() {
            return null;
        }

        @Override
        public @Nullable String zoneId() {
            return null;
        }

        @Override
        public @Nullable String account() {
            return null;
        }

        @Override
        public @Nullable String authorizedBy() {
            return null;
        }

        @Override
        public boolean isViaOperator() {
            return false;
        }
    }

    @Test
    void an_active_bundle_is_what_the_agent_enforces() {
        var seen = read(
                "\"id\":\"u-1\",\"version\":\"1.22.4\",\"instance\":\"gw-1\",\"site\":\"north\"",
                """
                "z1":{"name":"z1","type":"snapshot","size":4711,"active_revision":"12:%s",
                  "last_request":"2026-11-30T01:00:02.000001999Z","last_successful_request":"2026-11-30T01:00:01Z",
                  "last_successful_activation":"2026-11-30T01:00:00Z","metrics":{"timer_rego_load_bundles_ns":1}}
                """
                        .formatted(HASH));

        assertThat(seen.id()).isEqualTo("opa:gw-1");
        assertThat(seen.process()).isEqualTo("u-1");
        assertThat(seen.software()).isEqualTo("Open Policy Agent/1.22.4");
        assertThat(seen.owner()).isEqualTo("admin:opa");
        assertThat(seen.order()).isEqualTo(Instant.parse("2026-11-30T01:00:02Z").getEpochSecond() * 1_000_000 + 1);
        var zone = seen.zones().get(0);
        assertThat(zone.zoneId()).isEqualTo("z1");
        assertThat(zone.enforced()).isEqualTo(new Enforced(12, HASH));
        assertThat(zone.error()).isNull();
        assertThat(zone.loadedAt()).isEqualTo("2026-11-30T01:00:00Z");
        assertThat(zone.confirmedAt()).isEqualTo("2026-11-30T01:00:01Z");
    }

    @Test
    void without_an_instance_its_id_is_that_of_the_process() {
        assertThat(read("\"id\":\"u-1\"", "").id()).isEqualTo("opa:u-1");
        assertThat(read("\"id\":\"u-1\",\"instance\":\"\"", "").id()).isEqualTo("opa:u-1");
    }

    @Test
    void the_first_posts_of_a_process_have_no_bundles_and_say_nothing_of_zones() {
        var seen = read("\"id\":\"u-1\"", "");
        assertThat(seen.zones()).isEmpty();
        assertThat(seen.order()).isZero();
    }

    @Test
    void the_year_one_is_never_and_nothing_governs_is_a_revision_too() {
        var never = "\"last_request\":\"0001-01-01T00:00:00Z\",\"last_successful_activation\":\"0001-01-01T00:00:00Z\"";
        var seen = read("\"id\":\"u-1\"", "\"z1\":{\"active_revision\":\"13:none\",%s}".formatted(never));
        assertThat(seen.order()).isZero();
        assertThat(seen.zones().get(0).loadedAt()).isNull();
        assertThat(seen.zones().get(0).enforced()).isEqualTo(new Enforced(13, null));
    }

    @Test
    void a_failed_bundle_has_its_error_in_one_bounded_line() {
        var seen = read(
                "\"id\":\"u-1\"",
                """
                "z1":{"code":"bundle_error","message":"1 error\\noccurred%s","http_code":401,
                  "errors":[{"code":"rego_parse_error","message":"bad","location":{"file":"a.rego","row":3,"col":1}}]},
                "z2":{"code":"bundle_error","message":"m",
                  "errors":[{"code":"rego_parse_error","message":"bad","location":{"file":"a.rego","row":3,"col":1},"details":{}}]}
                """
                        .formatted("x".repeat(2_000)));
        assertThat(seen.zones().get(0).error())
                .startsWith("bundle_error: 1 error occurredx")
                .hasSize(1_000);
        assertThat(seen.zones().get(1).error()).isEqualTo("bundle_error: m; a.rego:3: bad");
    }

    @Test
    void the_revision_of_another_bundle_is_foreign() {
        for (var revision : new String[] {"main-4711", "1:" + "AB".repeat(32), "-1:none", "1:none "}) {
            var zone = read("\"id\":\"u-1\"", "\"z1\":{\"active_revision\":\"%s\"}".formatted(revision))
                    .zones()
                    .get(0);
            assertThat(zone.enforced()).isNull();
            assertThat(zone.foreign()).isEqualTo(revision);
        }
    }

    @Test
    void a_status_without_labels_or_with_an_instance_that_no_id_can_have_is_refused() {
        try (var factory = Validation.buildDefaultValidatorFactory()) {
            var validator = factory.getValidator();
            assertThat(validator.validate(status("{}"))).isNotEmpty();
            assertThat(validator.validate(status("{\"labels\":{}}"))).isNotEmpty();
            assertThat(validator.validate(status("{\"labels\":{\"id\":\"u-1\",\"instance\":\"a b\"}}")))
                    .isNotEmpty();
            assertThat(validator.validate(status("{\"labels\":{\"id\":\"u-1\",\"instance\":\"a\"}}")))
                    .isEmpty();
        }
        assertThat(AgentId.ofHeader("a b")).isEmpty();
        assertThat(AgentId.ofHeader("")).isEmpty();
        assertThat(AgentId.ofHeader("gw-1").orElseThrow().id()).isEqualTo("opa:gw-1");
    }
}
