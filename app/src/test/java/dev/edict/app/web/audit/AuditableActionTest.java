package dev.edict.app.web.audit;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.web.request.BodyFieldNames;
import dev.edict.app.web.request.RequestTarget;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import tools.jackson.databind.json.JsonMapper;

class AuditableActionTest {

    private static final Set<String> COLLECTIONS =
            Set.of("zones", "policies", "policy-sets", "admin-tokens", "audit-retention");

    @ParameterizedTest
    @CsvSource({
        "POST,   /v1/zones,                              zones       null create",
        "PATCH,  /v1/zones/z1,                           zones       z1   update",
        "DELETE, /v1/zones/z1,                           zones       z1   delete",
        "POST,   /v1/zones/z1/rollback,                  zones       z1   action",
        "POST,   /v1/zones/z1/policies,                  policies    null create",
        "POST,   /v1/zones/z1/policies/p1/versions,      policies    p1   action",
        "DELETE, /v1/zones/z1/policies/p1,               policies    p1   delete",
        "POST,   /v1/zones/z1/policy-sets/s1/activate,   policy-sets s1   action",
        "POST,   /v1/policies/validate,                  policies    validate action",
        "PUT,    /v1/zones/z1/settings,                  zones       z1   update",
        "PUT,    /v1/audit-retention,                    audit-retention null update",
        "GET,    /v1/zones/z1,                           zones       z1   null"
    })
    void names_what_is_changed_and_how(String method, String path, String expected) {
        var entity = AuditedEntity.of(RequestTarget.of(new MockHttpServletRequest(method, path)), COLLECTIONS);
        assertThat("%s %s %s".formatted(entity.type(), entity.id(), entity.changeKind()))
                .isEqualTo(expected.replaceAll(" +", " "));
    }

    @Test
    void names_the_members_that_were_sent_and_never_their_values() {
        assertThat(fields("{\"reason\":\"secret\",\"a\":{\"b\":{\"c\":{\"d\":1}}},\"m\":[{\"x\":1},{\"y\":2}]}"))
                .isEqualTo("[a, a.b, a.b.c, m, m.x, m.y, reason]");
        assertThat(fields("nonsense")).isEqualTo("[]");
        assertThat(fields("")).isEqualTo("[]");
    }

    @Test
    void names_at_most_64_members_of_the_first_three_levels() {
        var many = IntStream.range(0, 100).mapToObj("\"m%02d\":[{}]"::formatted).collect(joining(",", "{", "}"));
        assertThat(BodyFieldNames.of(many.getBytes(StandardCharsets.UTF_8), JsonMapper.shared()))
                .hasSize(64)
                .startsWith("m00")
                .endsWith("m63");
        assertThat(fields("{\"%s\":{\"a\":1},\"b\":[[{\"c\":2}]]}".formatted("l".repeat(129))))
                .isEqualTo("[b, b.c]");
    }

    private static String fields(String body) {
        return BodyFieldNames.of(body.getBytes(StandardCharsets.UTF_8), JsonMapper.shared())
                .toString();
    }
}
