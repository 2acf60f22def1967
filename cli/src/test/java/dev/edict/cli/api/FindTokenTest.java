package dev.edict.cli.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the token of an Edict on this machine is looked for. */
class FindTokenTest {

    @TempDir
    private Path folder;

    @Test
    void it_is_found_in_the_data_folder_beside_and_above() throws IOException {
        var token = token(folder);
        var below = Files.createDirectories(folder.resolve("shop/suites"));
        assertThat(OwnToken.file(null, folder)).contains(token);
        assertThat(OwnToken.file(null, below)).contains(token);
    }

    @Test
    void the_nearest_one_is_used() throws IOException {
        token(folder);
        var nearest = token(Files.createDirectories(folder.resolve("shop")));
        assertThat(OwnToken.file(null, folder.resolve("shop"))).contains(nearest);
    }

    @Test
    void a_named_data_folder_is_the_only_one() throws IOException {
        token(folder);
        assertThat(OwnToken.file("elsewhere", folder)).isEmpty();
        assertThat(OwnToken.file(".edict", folder)).contains(folder.resolve(".edict/admin-token"));
    }

    @Test
    void a_token_is_never_printed() {
        assertThat(new Token("a-secret", "EDICT_TOKEN")).hasToString("the token of EDICT_TOKEN");
    }

    private static Path token(Path folder) throws IOException {
        return Files.writeString(
                Files.createDirectories(folder.resolve(".edict")).resolve("admin-token"), "t");
    }
}
