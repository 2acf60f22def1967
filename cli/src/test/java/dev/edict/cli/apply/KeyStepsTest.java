package dev.edict.cli.apply;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyStepsTest {

    private final StepKeys keys = new StepKeys("z1", "4");

    @Test
    void the_same_step_has_the_same_key() {
        assertThat(keys.key("policy", "grants", "text"))
                .isEqualTo(new StepKeys("z1", "4").key("policy", "grants", "text"))
                .matches("edict-apply-[0-9a-f]{64}");
    }

    @Test
    void another_zone_change_step_or_text_has_another_key() {
        assertThat(keys.key("policy", "grants", "text"))
                .isNotEqualTo(new StepKeys("z2", "4").key("policy", "grants", "text"))
                .isNotEqualTo(new StepKeys("z1", "5").key("policy", "grants", "text"))
                .isNotEqualTo(keys.key("version", "grants", "text"))
                .isNotEqualTo(keys.key("policy", "grants", "texts"));
    }

    @Test
    void parts_cannot_run_into_each_other() {
        assertThat(keys.key("policy", "a", "bc")).isNotEqualTo(keys.key("policy", "ab", "c"));
    }
}
