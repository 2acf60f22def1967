package dev.edict.console.policyset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.console.policyset.Composition.Choice;
import dev.edict.query.policy.PolicyReader.VersionLabel;
import dev.edict.query.policyset.PolicySetReader.ManifestEntry;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is proposed for the next version of a policy set. */
class ProposeVersionTest {

    private static final List<VersionLabel> VERSIONS = List.of(
            new VersionLabel("p1", "apps", "p1-v2", 2),
            new VersionLabel("p1", "apps", "p1-v1", 1),
            new VersionLabel("p2", "grants", "p2-v1", 1),
            new VersionLabel("p3", "other", "p3-v1", 1));

    @Test
    void the_policies_of_the_latest_version_are_chosen_and_changed_ones_are_marked() {
        var choices = Composition.propose(VERSIONS, List.of(sealed("p1", 1), sealed("p2", 1)));
        assertThat(choices).extracting(Choice::policyId).containsExactly("p1", "p2", "p3");
        assertThat(choices).extracting(Choice::isChosen).containsExactly(true, true, false);
        assertThat(choices).extracting(Choice::isChanged).containsExactly(true, false, false);
        assertThat(choices.get(0).versions())
                .as("the newest first, which the page selects")
                .extracting(VersionLabel::version)
                .containsExactly(2, 1);
    }

    @Test
    void for_the_first_version_every_policy_is_chosen() {
        assertThat(Composition.propose(VERSIONS, List.of()))
                .extracting(Choice::isChosen)
                .containsOnly(true);
    }

    private static ManifestEntry sealed(String policyId, int version) {
        return new ManifestEntry(policyId, policyId, policyId + "-v" + version, version, "", "");
    }
}
