package dev.edict.query.policyset;

import static dev.edict.query.Tables.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.query.Tables;
import dev.edict.query.policyset.VersionNames.VersionName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("servers")
class NameVersionsTest {

    private final Tables tables = new Tables();
    private final VersionNames names = new VersionNames(tables.database());

    @BeforeEach
    void two_zones_with_versions() {
        tables.zone("z1", START);
        tables.zone("z2", START);
        tables.policySet("s1", "z1", START);
        tables.policySet("s2", "z2", START);
        tables.sealed("v1", "s1", 1, START);
        tables.sealed("v2", "s1", 2, START.plusSeconds(1));
        tables.sealed("v3", "s2", 1, START);
    }

    @Test
    void names_the_versions_of_the_zone_and_leaves_out_others() {
        assertThat(names.of("z1", List.of("v1", "v3", "unknown")))
                .isEqualTo(Map.of("v1", new VersionName("v1", "s1", "Set s1", 1)));
    }

    @Test
    void names_a_version_of_an_archived_set() {
        tables.archive("policy_sets", "s1");
        assertThat(names.of("z1", List.of("v2"))).containsKey("v2");
    }

    @Test
    void lists_the_newest_versions_first() {
        assertThat(names.newest("z1")).extracting(VersionName::id).containsExactly("v2", "v1");
    }
}
