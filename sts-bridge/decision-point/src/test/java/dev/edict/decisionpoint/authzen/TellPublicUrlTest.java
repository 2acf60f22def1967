package dev.edict.decisionpoint.authzen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.api.Rejection;
import dev.edict.command.api.SettingRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TellPublicUrlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"http://pdp.example", "https://pdp.example/path", "https://pdp.example?a=1", "pdp", "https://u@h"
            })
    void a_public_url_is_https_and_a_host_alone(String url) {
        assertThatThrownBy(() -> PublicUrl.parse(url)).isInstanceOf(SettingRefused.class);
    }

    @Test
    void a_zone_has_an_identifier_and_endpoints_below_the_public_url() {
        var metadata = new MetadataController(PublicUrl.parse("https://pdp.example/")).get("z1");

        assertThat(metadata.getBody())
                .isEqualTo(new MetadataController.Metadata(
                        "https://pdp.example/zones/z1",
                        "https://pdp.example/zones/z1/access/v1/evaluation",
                        "https://pdp.example/zones/z1/access/v1/evaluations"));
    }

    @Test
    void without_a_public_url_there_is_no_metadata_and_the_answer_says_what_to_set() {
        var controller = new MetadataController(PublicUrl.unknown());

        assertThatThrownBy(() -> controller.get("z1"))
                .isInstanceOf(Rejection.class)
                .hasMessageContaining(PublicUrl.VARIABLE)
                .extracting(refused -> ((Rejection) refused).reason())
                .isEqualTo(Rejection.Reason.METADATA_NOT_CONFIGURED);
    }
}
