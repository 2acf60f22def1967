package dev.edict.command.policyset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.command.content.Sha256;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.json.JsonMapper;

class ManifestHashTest {

    @Test
    void the_manifest_hash_is_the_contracts_to_the_byte() throws Exception {
        var vector = JsonMapper.shared().readTree(new ClassPathResource("vectors/manifest-hash.json").getInputStream());
        var manifest =
                new Manifest(List.of("01920000-0000-7000-8000-0000000000d4", "01920000-0000-7000-8000-0000000000e5"));
        assertThat(manifest.json()).isEqualTo(vector.get("manifest").asString());
        assertThat(manifest.sha256()).isEqualTo(vector.get("sha256").asString());
    }

    @Test
    void the_order_of_the_author_is_part_of_the_hash() {
        assertThat(new Manifest(List.of("a", "b")).sha256()).isNotEqualTo(new Manifest(List.of("b", "a")).sha256());
    }

    @Test
    void the_content_hash_is_the_contracts_to_the_byte() {
        var content =
                """
                # caracal:data-document
                package caracal.authz

                import rego.v1

                restrict := {}
                """;
        assertThat(content).hasSize(78);
        assertThat(Sha256.hex(content)).isEqualTo("f8518d74e39a4504f75e9ac8776a9249bd88438d367f3c89ebf914aa2ffcf135");
    }
}
