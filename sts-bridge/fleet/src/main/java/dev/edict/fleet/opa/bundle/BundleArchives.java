package dev.edict.fleet.opa.bundle;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Supplier;

/** The archives of zones, each built once for a revision and a signing key. */
final class BundleArchives {

    private static final long MOST_BYTES = 64L * 1024 * 1024;

    private record Key(Governance governance, String signer) {}

    private final ZoneBundles bundles;
    private final BundleFiles files;
    private final Supplier<Optional<BundleSigner>> signers;
    private final Cache<Key, BundleArchive> built = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((Key key, BundleArchive archive) -> archive.bytes().length)
            .build();

    BundleArchives(ZoneBundles bundles, BundleFiles files, Supplier<Optional<BundleSigner>> signers) {
        this.bundles = bundles;
        this.files = files;
        this.signers = signers;
    }

    /** The archive of what governs a zone, or of what has governed it since. */
    BundleArchive of(Governance governance) {
        var signer = signers.get();
        var known = built.getIfPresent(key(governance, signer));
        return known == null ? build(governance.zoneId(), signer) : known;
    }

    private BundleArchive build(String zoneId, Optional<BundleSigner> signer) {
        var contents = bundles.contents(zoneId);
        var members = new ArrayList<>(files.of(contents));
        signer.ifPresent(key -> members.add(key.signatures(members)));
        var archive = BundleArchive.of(members);
        built.put(key(contents.governance(), signer), archive);
        return archive;
    }

    private static Key key(Governance governance, Optional<BundleSigner> signer) {
        return new Key(governance, signer.map(BundleSigner::fingerprint).orElse(""));
    }
}
