package dev.edict.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An embedded server chooses a port that is free and stays free. */
@Tag("servers")
class ChoosePortTest {

    private static final String NONE = "";

    private final int port = Loopback.freePort();

    @Test
    void a_port_without_a_listener_is_free() {
        assertThat(Loopback.isFree(port, NONE)).isTrue();
    }

    @Test
    void a_port_with_a_listener_is_not_free() throws IOException {
        try (var listening = new ServerSocket(port, 1, Loopback.inetAddress())) {
            assertThat(Loopback.isFree(listening.getLocalPort(), NONE)).isFalse();
        }
    }

    @Test
    void the_future_port_of_the_api_is_not_free() {
        assertThat(Loopback.isFree(port, String.valueOf(port))).isFalse();
    }
}
