package dev.edict.fleet.opa.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.decision.PolicyDocument;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is in the archive of a zone. */
class BuildBundleTest {

    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([a-z.]+)$");

    private static final String RECORDED = "fc71fcc76a0d119b3914b599486d33db5ce0c4e2316f237cd48bdb51aa06dfd8";

    private final PublishedZones zones = new PublishedZones();

    private BundleArchive archive(ZoneContents contents) {
        zones.put(contents);
        return new BundleArchives(zones, BundleFiles.withOwnContract(), Optional::empty).of(contents.governance());
    }

    private static ZoneContents governed(String... texts) {
        return PublishedZones.governed("z1", 7, texts);
    }

    @Test
    void a_governed_zone_has_a_manifest_the_contract_and_its_documents() {
        var members = UnpackedBundle.of(archive(governed(PublishedZones.GRANTS)).bytes());

        assertThat(members.keySet()).first().isEqualTo(".manifest");
        assertThat(members)
                .hasSize(4)
                .containsKeys("contract.rego", "result.rego")
                .containsValue(PublishedZones.GRANTS);
        assertThat(members.keySet()).allSatisfy(name -> assertThat(name).doesNotStartWith("/"));
    }

    @Test
    void the_manifest_is_canonical_names_the_revision_and_says_that_modules_are_rego_v0() {
        assertThat(UnpackedBundle.of(archive(governed(PublishedZones.GRANTS)).bytes()))
                .containsEntry(
                        ".manifest",
                        "{\"rego_version\":0,\"revision\":\"7:%s\",\"roots\":[\"caracal/authz\",\"caracal/contract\"]}"
                                .formatted("ab".repeat(32)));
    }

    @Test
    void the_roots_cover_the_package_of_every_module() {
        for (var contents :
                List.of(governed(PublishedZones.GRANTS), new ZoneContents(new Governance("z1", 7, null), List.of()))) {
            var members = UnpackedBundle.of(archive(contents).bytes());
            members.remove(".manifest");
            assertThat(members.values()).isNotEmpty().allSatisfy(module -> {
                var declared = PACKAGE.matcher(module);
                assertThat(declared.find()).isTrue();
                assertThat(declared.group(1)).isIn("caracal.authz", "caracal.contract");
            });
        }
    }

    @Test
    void every_node_writes_the_same_bytes_of_a_revision_and_others_of_another() {
        var contents = governed(PublishedZones.GRANTS);
        assertThat(archive(contents).bytes()).isEqualTo(archive(contents).bytes());
        assertThat(archive(contents).tag())
                .isEqualTo(Hashes.sha256(archive(contents).bytes()));
        assertThat(archive(PublishedZones.governed("z1", 8, PublishedZones.GRANTS))
                        .tag())
                .isNotEqualTo(archive(contents).tag());
    }

    @Test
    void an_archive_depends_neither_on_the_time_nor_on_the_user_of_the_process() {
        var contents = governed(PublishedZones.GRANTS);
        zones.put(contents);
        var archives = new BundleArchives(zones, BundleFiles.withContract("package caracal.authz\n"), Optional::empty);
        assertThat(archives.of(contents.governance()).tag()).isEqualTo(RECORDED);
    }

    @Test
    void long_texts_and_ids_survive() {
        var text = PublishedZones.GRANTS + "# " + "é".repeat(100_000) + "\n";
        var id = "a".repeat(128);
        var contents =
                new ZoneContents(new Governance("z1", 1, "ab".repeat(32)), List.of(new PolicyDocument(id, text)));
        assertThat(UnpackedBundle.of(archive(contents).bytes())).containsEntry("policies/%s.rego".formatted(id), text);
    }

    @Test
    void an_ungoverned_zone_gets_one_module_that_denies_and_not_the_contract() {
        var members = UnpackedBundle.of(archive(new ZoneContents(new Governance("z1", 9, null), List.of()))
                .bytes());

        assertThat(members.keySet()).containsExactly(".manifest", "deny.rego");
        assertThat(members.get("deny.rego"))
                .contains("\"deny\"", "no_active_policy_set")
                .doesNotContain("allow", "if");
        assertThat(members.get(".manifest")).contains("\"revision\":\"9:none\"");
    }

    @Test
    void a_document_that_could_change_the_answers_of_the_contract_makes_a_bundle_that_denies() {
        for (var foreign : List.of("result := {}", "owns := true")) {
            var members = UnpackedBundle.of(
                    archive(governed(PublishedZones.GRANTS + foreign + "\n")).bytes());
            assertThat(members.keySet()).as(foreign).containsExactly(".manifest", "deny.rego");
        }
    }

    @Test
    void no_document_can_define_a_rule_of_the_contract() {
        var members = UnpackedBundle.of(archive(governed(PublishedZones.GRANTS)).bytes());
        assertThat(members.get("contract.rego"))
                .contains("\npackage caracal.contract\n")
                .doesNotContain("package caracal.authz");
        assertThat(members)
                .containsEntry("result.rego", "package caracal.authz\n\nresult := data.caracal.contract.result\n");
    }

    @Test
    void an_operators_contract_is_served_as_it_is() {
        var contents = governed(PublishedZones.GRANTS);
        zones.put(contents);
        var archives = new BundleArchives(
                zones, BundleFiles.withContract("package caracal.authz\nresult := {}\n"), Optional::empty);
        assertThat(UnpackedBundle.of(archives.of(contents.governance()).bytes()))
                .hasSize(3)
                .containsEntry("contract.rego", "package caracal.authz\nresult := {}\n");
    }

    @Test
    void a_document_with_logic_is_served() {
        var logic = PublishedZones.GRANTS + "\nrestrict contains \"night\" if input.action.id == \"x\"\n";
        assertThat(UnpackedBundle.of(archive(governed(logic)).bytes())).containsValue(logic);
    }
}
