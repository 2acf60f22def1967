package dev.edict.app.bench;

/** One client that activates versions in a zone of its own, one after the other. */
interface Activations {

    /** Returns once it is committed. */
    void activate(String versionId) throws Exception;
}
