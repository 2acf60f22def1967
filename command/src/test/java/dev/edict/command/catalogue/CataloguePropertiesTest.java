package dev.edict.command.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.api.SettingRefused;
import org.junit.jupiter.api.Test;

class CataloguePropertiesTest {

    @Test
    void edict_keeps_catalogues_unless_another_place_is_stated() {
        assertThat(new CatalogueProperties(null).kind()).isEqualTo(CatalogueProperties.Mode.MANAGED);
        assertThat(new CatalogueProperties(" ").kind()).isEqualTo(CatalogueProperties.Mode.MANAGED);
        assertThat(new CatalogueProperties("database").kind()).isEqualTo(CatalogueProperties.Mode.DATABASE);
        assertThat(new CatalogueProperties("Off").kind()).isEqualTo(CatalogueProperties.Mode.OFF);
    }

    @Test
    void another_word_is_refused_by_the_name_of_the_variable() {
        assertThatThrownBy(() -> new CatalogueProperties("live"))
                .isInstanceOf(SettingRefused.class)
                .hasMessageContaining("EDICT_CATALOGUE")
                .hasMessageContaining("must be managed, database or off");
    }
}
