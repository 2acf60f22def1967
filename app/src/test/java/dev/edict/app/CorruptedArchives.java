package dev.edict.app;

/** Changes a byte of each archive while it is told to. */
final class CorruptedArchives implements ForwardingProxy.Passage {

    /** An agent does not compare the checksum of gzip, but that of each header of the tar. */
    private static final int IN_THE_FIRST_TAR_HEADER = 20;

    private static final int LARGER_THAN_AN_ERROR = 1_000;

    private volatile boolean corrupting;

    void corrupt(boolean whether) {
        corrupting = whether;
    }

    @Override
    public void answered(String method, String path, byte[] body) {
        if (corrupting && body.length > LARGER_THAN_AN_ERROR && path.endsWith(".tar.gz")) {
            body[IN_THE_FIRST_TAR_HEADER] ^= 1;
        }
    }
}
