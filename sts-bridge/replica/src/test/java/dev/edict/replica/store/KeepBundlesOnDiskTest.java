package dev.edict.replica.store;

import static dev.edict.replica.Policies.bundle;
import static dev.edict.replica.Policies.deactivated;
import static dev.edict.replica.Policies.granting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.replica.controlplane.Bundle;
import dev.edict.replica.controlplane.Json;
import dev.edict.replica.store.BundleStore.Confirmation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle comes back from the disk as it was, or not at all. */
class KeepBundlesOnDiskTest {

    private static final Instant CONFIRMED = Instant.parse("2026-11-29T12:00:00.123456789Z");
    private static final Bundle BUNDLE = bundle("z1", 7, granting("r1"), granting("ä €"));

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    private BundleStore store() {
        return BundleStore.in(folder);
    }

    private Optional<Bundle> loaded(String zoneId) {
        return store().load(zoneId, Map.of()).map(StoredBundle::bundle);
    }

    private Path saved() {
        store().save(BUNDLE, CONFIRMED);
        return store().fileOf("z1");
    }

    private List<StoredBundle> all(int most) {
        var all = new ArrayList<StoredBundle>();
        store().loadAll(Map.of(), most, all::add);
        return all;
    }

    @Test
    void no_more_bundles_come_back_than_were_asked_for() {
        for (var zone = 0; zone < 5; zone++) {
            store().save(bundle("z" + zone, 1, granting("r1")), CONFIRMED);
        }

        assertThat(all(3)).hasSize(3);
    }

    @Test
    void a_bundle_comes_back_with_the_time_of_its_confirmation() {
        saved();

        assertThat(store().load("z1", Map.of())).contains(new StoredBundle(BUNDLE, CONFIRMED));
        assertThat(all(10)).containsExactly(new StoredBundle(BUNDLE, CONFIRMED));
    }

    @Test
    void a_deactivation_takes_the_place_of_the_bundle() {
        saved();

        store().save(deactivated("z1", 8), CONFIRMED);

        assertThat(loaded("z1")).contains(deactivated("z1", 8));
    }

    @Test
    void a_zone_without_a_file_has_none() {
        assertThat(loaded("z1")).isEmpty();
    }

    @Test
    void a_file_torn_at_any_byte_is_ignored() throws IOException {
        var file = saved();
        var whole = Files.readAllBytes(file);

        for (var length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(loaded("z1"))
                    .as("torn after %d bytes of %d", length, whole.length)
                    .isEmpty();
        }
        Files.write(file, whole);
        assertThat(loaded("z1")).contains(BUNDLE);
    }

    @Test
    void a_file_that_another_write_tore_over_is_ignored() throws IOException {
        var file = saved();
        var older = Files.readAllBytes(file);
        store().save(bundle("z1", 8, granting("r2"), granting("r3")), CONFIRMED);
        var newer = Files.readAllBytes(file);

        for (var length = 1; length < Math.min(older.length, newer.length); length++) {
            var mixed = newer.clone();
            System.arraycopy(older, 0, mixed, 0, length);
            if (!Arrays.equals(mixed, newer) && !Arrays.equals(mixed, older)) {
                Files.write(file, mixed);
                assertThat(loaded("z1")).as("mixed at byte %d", length).isEmpty();
            }
        }
    }

    @Test
    void a_file_with_any_damaged_byte_is_ignored() throws IOException {
        var file = saved();
        var whole = Files.readAllBytes(file);

        for (var place = 0; place < whole.length; place++) {
            var damaged = whole.clone();
            damaged[place] ^= 1;
            Files.write(file, damaged);
            assertThat(loaded("z1")).as("damaged at byte %d", place).isEmpty();
        }
    }

    @Test
    void a_file_with_something_behind_its_end_is_ignored() throws IOException {
        var file = saved();
        var whole = Files.readAllBytes(file);

        Files.write(file, Arrays.copyOf(whole, whole.length + 1));

        assertThat(loaded("z1")).isEmpty();
    }

    @Test
    void a_foreign_file_is_ignored() throws IOException {
        Files.writeString(store().fileOf("z1"), "{\"zone_id\":\"z1\"}".repeat(10));

        assertThat(loaded("z1")).isEmpty();
        assertThat(all(10)).isEmpty();
    }

    @Test
    void a_whole_file_with_another_content_is_ignored() throws IOException {
        CheckedFile.write(store().fileOf("z1"), Json.bytes(Map.of("bundle", Map.of("zone_id", "z1"))));
        assertThat(loaded("z1")).isEmpty();

        CheckedFile.write(store().fileOf("z1"), Json.bytes(Map.of()));
        assertThat(loaded("z1")).isEmpty();
    }

    @Test
    void the_file_of_another_zone_is_ignored() throws IOException {
        Files.move(saved(), store().fileOf("z2"));

        assertThat(loaded("z2")).isEmpty();
        assertThat(all(10)).isEmpty();
    }

    @Test
    void a_bundle_whose_hashes_do_not_hold_is_ignored() {
        var policy = BUNDLE.policies().get(0);
        var changed = new Bundle.Policy(policy.policyVersionId(), policy.content() + " ", policy.contentSha256());
        store().save(
                        new Bundle(
                                "z1",
                                7,
                                "set",
                                "v7",
                                BUNDLE.manifestSha256(),
                                null,
                                List.of(changed, BUNDLE.policies().get(1))),
                        CONFIRMED);

        assertThat(loaded("z1")).isEmpty();
    }

    @Test
    void zones_whose_ids_differ_in_case_have_files_of_their_own() {
        store().save(bundle("Zone", 1, granting("r1")), CONFIRMED);
        store().save(bundle("zone", 2, granting("r2")), CONFIRMED);

        assertThat(loaded("Zone").map(Bundle::activationSeq)).contains(1L);
        assertThat(loaded("zone").map(Bundle::activationSeq)).contains(2L);
        assertThat(store().fileOf("Zone").toString().toLowerCase(Locale.ROOT))
                .isNotEqualTo(store().fileOf("zone").toString().toLowerCase(Locale.ROOT));
    }

    @Test
    void a_later_confirmation_of_the_same_activation_makes_it_younger() {
        saved();
        var later = new Confirmation(7, CONFIRMED.plusSeconds(60));
        store().saveConfirmations(Map.of("z1", later));

        var confirmations = store().confirmations();

        assertThat(confirmations).containsExactly(Map.entry("z1", later));
        assertThat(store().load("z1", confirmations).orElseThrow().confirmedAt())
                .isEqualTo(CONFIRMED.plusSeconds(60));
    }

    @Test
    void a_bundle_older_than_one_that_was_in_force_is_ignored() {
        saved();
        store().saveConfirmations(Map.of("z1", new Confirmation(8, CONFIRMED.plusSeconds(60))));

        assertThat(store().load("z1", store().confirmations())).isEmpty();
    }

    @Test
    void torn_confirmations_leave_each_bundle_the_age_of_its_own_file() throws IOException {
        saved();
        store().saveConfirmations(Map.of("z1", new Confirmation(7, CONFIRMED.plusSeconds(60))));
        var file = folder.resolve("confirmations");
        var whole = Files.readAllBytes(file);

        for (var length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(store().load("z1", store().confirmations()).orElseThrow().confirmedAt())
                    .isEqualTo(CONFIRMED);
        }
    }

    @Test
    void what_a_crash_left_half_written_is_removed() throws IOException {
        saved();
        Files.writeString(folder.resolve("draft-123.tmp"), "half");

        store();

        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(store().fileOf("z1"));
        }
    }

    @Test
    void a_bundle_that_cannot_be_written_takes_the_older_one_along() throws IOException {
        var file = saved();
        var store = store();
        // No file can be renamed over a folder that holds something.
        Files.delete(file);
        Files.createDirectory(file);

        store.save(bundle("z1", 8, granting("r2")), CONFIRMED);

        assertThat(file).doesNotExist();
        assertThat(loaded("z1")).isEmpty();
    }

    @Test
    void only_the_owner_may_read_a_folder_that_it_makes() throws IOException {
        var made = folder.resolve("a/b");

        BundleStore.in(made).save(BUNDLE, CONFIRMED);

        assertThat(Files.getPosixFilePermissions(made))
                .isEqualTo(Set.of(
                        PosixFilePermission.OWNER_READ,
                        PosixFilePermission.OWNER_WRITE,
                        PosixFilePermission.OWNER_EXECUTE));
    }

    @Test
    void a_folder_that_cannot_be_made_is_refused() throws IOException {
        var file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> BundleStore.in(file.resolve("folder"))).isInstanceOf(UncheckedIOException.class);
    }
}
