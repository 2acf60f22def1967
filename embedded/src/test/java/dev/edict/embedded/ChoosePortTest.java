package dev.edict.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An embedded server takes a port that nobody has, and nobody is going to have. */
@Tag("servers")
class ChoosePortTest {

    private static final String NONE = "";

    private final int port = Loopback.freePort();

    @Test
    void one_that_nobody_listens_on_is_free() {
        assertThat(Loopback.isFree(port, NONE)).isTrue();
    }

    @Test
    void one_that_somebody_listens_on_is_not() throws IOException {
        try (var listening = new ServerSocket(port, 1, Loopback.inetAddress())) {
            assertThat(Loopback.isFree(listening.getLocalPort(), NONE)).isFalse();
        }
    }

    @Test
    void nor_is_the_one_on_which_the_api_will_listen_though_it_does_not_yet() {
        assertThat(Loopback.isFree(port, String.valueOf(port))).isFalse();
    }
}
