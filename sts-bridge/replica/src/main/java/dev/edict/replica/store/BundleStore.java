package dev.edict.replica.store;

import dev.edict.replica.background.LogSafeText;
import dev.edict.replica.controlplane.Bundle;
import dev.edict.replica.controlplane.BundleVerification;
import dev.edict.replica.controlplane.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * A folder with the last good bundle of each zone, one file per zone, and one file that tells how long each was
 * current. The folder belongs to one replica and its user: whoever can write it can decide.
 */
public final class BundleStore {

    private static final Logger log = LoggerFactory.getLogger(BundleStore.class);
    private static final String SUFFIX = ".bundle";
    private static final String CONFIRMATIONS = "confirmations";
    private static final int NAME_BYTES = 16;
    private static final int LONGEST = 512 * 1024 * 1024;

    /** When a zone's bundle was last confirmed, by the wall clock. */
    public record Confirmation(long activationSeq, Instant confirmedAt) {}

    private record Content(Instant confirmedAt, Bundle bundle) {}

    private record Confirmations(Map<String, Confirmation> zones) {}

    private final Path folder;

    private BundleStore(Path folder) {
        this.folder = folder;
    }

    /**
     * Opens the folder, which is made if it is missing, for its owner only.
     *
     * @throws UncheckedIOException if it cannot be made or read
     */
    public static BundleStore in(Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                var posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
                if (posix) {
                    Files.createDirectories(
                            folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                } else {
                    Files.createDirectories(folder);
                }
            }
            removeDrafts(folder);
            return new BundleStore(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A crash leaves what it was writing. */
    private static void removeDrafts(Path folder) throws IOException {
        try (var drafts = Files.newDirectoryStream(folder, "draft-*.tmp")) {
            for (var draft : drafts) {
                Files.deleteIfExists(draft);
            }
        }
    }

    /** Writes the bundle. If that fails the zone's older file is removed, because a newer bundle was in force. */
    public void save(Bundle bundle, Instant confirmedAt) {
        var file = fileOf(bundle.zoneId());
        try {
            CheckedFile.write(file, Json.bytes(new Content(confirmedAt, bundle)));
        } catch (IOException | JacksonException e) {
            log.warn("The bundle of zone {} is not on disk: {}", bundle.zoneId(), LogSafeText.ofRootCause(e));
            remove(file);
        }
    }

    private void remove(Path file) {
        try {
            if (Files.deleteIfExists(file)) {
                CheckedFile.forceFolder(folder);
            }
        } catch (IOException e) {
            log.warn("An outdated bundle stays on disk: {}", LogSafeText.ofRootCause(e));
        }
    }

    /** Writes when each zone's bundle was last confirmed. */
    public void saveConfirmations(Map<String, Confirmation> zones) {
        try {
            CheckedFile.write(folder.resolve(CONFIRMATIONS), Json.bytes(new Confirmations(zones)));
        } catch (IOException | JacksonException e) {
            log.warn("The ages of the bundles are not on disk: {}", LogSafeText.ofRootCause(e));
        }
    }

    /** The confirmations on disk; empty if they cannot be read, and then each bundle has the age of its own file. */
    public Map<String, Confirmation> confirmations() {
        try {
            var content = CheckedFile.read(folder.resolve(CONFIRMATIONS), LONGEST);
            return content.isEmpty()
                    ? Map.of()
                    : Collections.unmodifiableMap(Objects.requireNonNull(Json.read(content.get(), Confirmations.class))
                            .zones());
        } catch (CheckedFile.Unreadable | RuntimeException e) {
            log.warn("The ages of the bundles on disk are ignored: {}", LogSafeText.ofRootCause(e));
            return Map.of();
        }
    }

    /** The zone's bundle; empty if there is none, or none that can be trusted, and then the log says why. */
    public Optional<StoredBundle> load(String zoneId, Map<String, Confirmation> confirmations) {
        return load(fileOf(zoneId), zoneId, confirmations);
    }

    /** Reads every bundle that can be trusted, one by one, at most that many. */
    public void loadAll(Map<String, Confirmation> confirmations, int most, Consumer<StoredBundle> receiver) {
        try (var files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            var loaded = 0;
            for (var file : files) {
                var bundle = loaded < most ? load(file, null, confirmations) : Optional.<StoredBundle>empty();
                loaded += bundle.isPresent() ? 1 : 0;
                bundle.ifPresent(receiver);
            }
        } catch (IOException e) {
            log.warn("The bundles on disk cannot be listed: {}", LogSafeText.ofRootCause(e));
        }
    }

    private Optional<StoredBundle> load(Path file, @Nullable String zoneId, Map<String, Confirmation> confirmations) {
        try {
            var content = CheckedFile.read(file, LONGEST);
            return content.isEmpty()
                    ? Optional.empty()
                    : Optional.of(trusted(
                            file,
                            zoneId,
                            Objects.requireNonNull(Json.read(content.get(), Content.class)),
                            confirmations));
        } catch (CheckedFile.Unreadable | RuntimeException e) {
            // Whatever is in a file that cannot be used, a start goes on without it.
            log.warn("The file {} is ignored: {}", file, LogSafeText.ofRootCause(e));
            return Optional.empty();
        }
    }

    private StoredBundle trusted(
            Path file, @Nullable String zoneId, Content content, Map<String, Confirmation> confirmations)
            throws CheckedFile.Unreadable {
        var stated = content.bundle().zoneId();
        if (!file.equals(fileOf(stated))) {
            throw new CheckedFile.Unreadable("it is of another zone");
        }
        var bundle = BundleVerification.verified(zoneId == null ? stated : zoneId, content.bundle());
        var confirmation = confirmations.get(stated);
        if (confirmation == null || confirmation.activationSeq() < bundle.activationSeq()) {
            return new StoredBundle(bundle, content.confirmedAt());
        }
        if (confirmation.activationSeq() > bundle.activationSeq()) {
            throw new CheckedFile.Unreadable("activation %d was in force after its %d"
                    .formatted(confirmation.activationSeq(), bundle.activationSeq()));
        }
        return new StoredBundle(bundle, confirmation.confirmedAt());
    }

    /** A hash, because file systems may not tell case apart, and because of the colon. */
    Path fileOf(String zoneId) {
        var hash = BundleVerification.sha256(zoneId.getBytes(StandardCharsets.UTF_8));
        return folder.resolve(HexFormat.of().formatHex(hash, 0, NAME_BYTES) + SUFFIX);
    }
}
