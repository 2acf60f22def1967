package dev.edict.embedded;

/** One of the two servers in the data folder. It keeps its port while the application runs. */
interface LocalServer {

    String name();

    int port();

    /** Starts the server and returns once it answers; if it throws, nothing is left running. */
    void start();

    boolean isRunning();

    /** Stops the server if it runs, also while another thread starts it. */
    void stop();
}
