package dev.edict.embedded;

/** One of the two servers that live in the data folder. It has one port for as long as the application runs. */
interface LocalServer {

    String name();

    int port();

    /** Starts it and returns once it answers; a refusal leaves nothing running. */
    void start();

    boolean isRunning();

    /** Ends it if it runs, also while another thread starts it. */
    void stop();
}
