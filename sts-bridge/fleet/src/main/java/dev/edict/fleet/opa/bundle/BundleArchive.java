package dev.edict.fleet.opa.bundle;

import dev.edict.fleet.opa.bundle.TarGzip.Member;
import java.util.List;

/** A bundle as it is sent, and the hash of exactly these bytes, by which agents name it. */
final class BundleArchive {

    private final byte[] bytes;
    private final String tag;

    private BundleArchive(byte[] bytes) {
        this.bytes = bytes;
        this.tag = Hashes.sha256(bytes);
    }

    static BundleArchive of(List<Member> members) {
        return new BundleArchive(TarGzip.of(members));
    }

    /** The entity tag without its quotes. */
    String tag() {
        return tag;
    }

    /** Not to be changed: all who ask share them. */
    byte[] bytes() {
        return bytes;
    }
}
