package dev.edict.replica;

import static dev.edict.replica.Policies.bundle;
import static dev.edict.replica.Policies.granting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.replica.LoadedBundle.Times;
import dev.edict.replica.controlplane.Bundle;
import dev.edict.replica.store.BundleStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A killed process starts again with the bundle on its disk, so that no newer one may have been reported. */
class ReportStoredBundlesTest {

    private final ZoneRegistry zones = new ZoneRegistry(Set.of("z1"), 1);
    private final Zone zone = zones.all().iterator().next();
    private final AtomicBoolean told = new AtomicBoolean();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @Test
    void a_bundle_is_reported_once_it_is_on_disk() {
        install(bundle("z1", 7, granting("r1")));
        assertThat(zone.isReportable()).isFalse();

        try (var disk = new BundlePersistence(BundleStore.in(folder), zones, Clocks.SYSTEM, this::onStored)) {
            disk.save(zone);
            await("the bundle is written in the background").untilTrue(told);
        }

        assertThat(zone.isReportable()).isTrue();
        assertThat(BundleStore.in(folder).load("z1", Map.of()))
                .hasValueSatisfying(
                        stored -> assertThat(stored.bundle().activationSeq()).isEqualTo(7));
    }

    @Test
    void a_bundle_that_cannot_be_written_is_reported_once_the_older_one_is_gone() throws IOException {
        var store = BundleStore.in(folder);
        store.save(bundle("z1", 6, granting("r1")), Instant.now());
        putFolderInPlaceOfTheFile();
        install(bundle("z1", 7, granting("r1")));

        try (var disk = new BundlePersistence(store, zones, Clocks.SYSTEM, this::onStored)) {
            disk.save(zone);
            await("the write fails in the background").untilTrue(told);
        }

        assertThat(zone.isReportable()).isTrue();
        assertThat(store.load("z1", Map.of())).isEmpty();
    }

    @Test
    void a_bundle_from_the_disk_is_reported_at_once() {
        zone.install(loaded(bundle("z1", 7, granting("r1"))));

        assertThat(zone.isReportable()).isTrue();
    }

    private void onStored() {
        told.set(true);
    }

    private void install(Bundle bundle) {
        var next = loaded(bundle);
        next.keepUnsaved(bundle);
        zone.install(next);
    }

    private static LoadedBundle loaded(Bundle bundle) {
        return new LoadedBundle(
                BundleIdentity.of(bundle),
                BundleCompiler.compile(bundle).policies(),
                null,
                new Times(Instant.now(), System.nanoTime(), System.nanoTime()));
    }

    /** No file can be renamed over a folder. */
    private void putFolderInPlaceOfTheFile() throws IOException {
        try (var files = Files.list(folder)) {
            var file = files.toList().get(0);
            Files.delete(file);
            Files.createDirectory(file);
        }
    }
}
