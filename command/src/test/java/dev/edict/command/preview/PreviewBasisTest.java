package dev.edict.command.preview;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PreviewBasisTest {

    private static final PreviewBasis BASIS = new PreviewBasis("c", 1, 2, 3, 4, 5, "k");

    @Test
    void every_member_changes_the_digest() {
        assertThat(Stream.of(
                                BASIS,
                                new PreviewBasis("d", 1, 2, 3, 4, 5, "k"),
                                new PreviewBasis("c", 9, 2, 3, 4, 5, "k"),
                                new PreviewBasis("c", 1, 9, 3, 4, 5, "k"),
                                new PreviewBasis("c", 1, 2, 9, 4, 5, "k"),
                                new PreviewBasis("c", 1, 2, 3, 9, 5, "k"),
                                new PreviewBasis("c", 1, 2, 3, 4, 9, "k"),
                                new PreviewBasis("c", 1, 2, 3, 4, 5, "l"))
                        .map(PreviewBasis::digest))
                .doesNotHaveDuplicates()
                .allMatch(digest -> digest.matches("[0-9a-f]{64}"));
    }

    @Test
    void the_order_of_the_documents_does_not_matter_but_their_number_does() {
        assertThat(PreviewBasis.contents(List.of("a", "b"))).isEqualTo(PreviewBasis.contents(List.of("b", "a")));
        assertThat(PreviewBasis.contents(List.of("a"))).isNotEqualTo(PreviewBasis.contents(List.of("a", "a")));
    }
}
