package dev.edict.command.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegoPackageRewriterTest {

    @Test
    void rewrites_the_declaration_and_every_reference_to_the_own_package_only() throws Exception {
        var module =
                """
                # package caracal.authz and data.caracal.authz.grants in a comment
                package caracal.authz

                import data.caracal.authz.risk
                text := "data.caracal.authz \\" data.other # no comment"
                raw := `package caracal.authz \\`
                grant := data.caracal.authz.grants[input.resource.identifier]
                all := data.caracal.authz[name]
                member := input.data.caracal
                other := input["x"].data
                """;
        assertThat(RegoPackageRewriter.move(module, "edict.sim_1.authz"))
                .isEqualTo(
                        """
                        # package caracal.authz and data.caracal.authz.grants in a comment
                        package edict.sim_1.authz

                        import data.edict.sim_1.authz.risk
                        text := "data.caracal.authz \\" data.other # no comment"
                        raw := `package caracal.authz \\`
                        grant := data.edict.sim_1.authz.grants[input.resource.identifier]
                        all := data.edict.sim_1.authz[name]
                        member := input.data.caracal
                        other := input["x"].data
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x := data.secrets.key",
                "x := data.caracal.other",
                "x := data.caracal.authz2.grants",
                "x := data[\"caracal\"][\"authz\"]",
                "x := data",
                "x := data.caracal[\"authz\"]",
                "import data.edict",
                "x := $\"{data.secrets.key}\""
            })
    void rejects_a_reference_to_other_data_with_its_line(String rule) {
        assertThatThrownBy(
                        () -> RegoPackageRewriter.move("package caracal.authz\n\n" + rule + "\n", "edict.sim_1.authz"))
                .isInstanceOf(RegoPackageRewriter.NotMovable.class)
                .hasMessageStartingWith("line 3: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# package caracal.authz",
                "package",
                "package caracal",
                "package caracal.authz.more",
                "package caracal.authz[\"more\"]",
                "import rego.v1\npackage caracal.authz",
                "package caracal.authz\nx := \"open",
                "package caracal.authz\nx := `open"
            })
    void rejects_a_module_of_another_package(String module) {
        assertThatThrownBy(() -> RegoPackageRewriter.move(module, "edict.sim_1.authz"))
                .isInstanceOf(RegoPackageRewriter.NotMovable.class);
    }
}
