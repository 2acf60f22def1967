package dev.edict.app.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The network has the faults that the proxy is set to, and none after they are removed. */
@Tag("servers")
class TcpProxyTest {

    private ServerSocket echo;
    private TcpProxy proxy;
    private final List<String> heard = new CopyOnWriteArrayList<>();

    @BeforeEach
    void a_server_that_answers_with_what_it_hears() throws IOException {
        echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(() -> {
            while (!echo.isClosed()) {
                var connection = echo.accept();
                start(() -> answer(connection));
            }
        });
        proxy = TcpProxy.to(echo.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        echo.close();
    }

    @Test
    void it_forwards() throws IOException {
        try (var client = connect()) {
            assertThat(exchange(client, "hello")).isEqualTo("hello");
            assertThat(exchange(client, "again")).isEqualTo("again");
        }
    }

    @Test
    void it_delays_each_way() throws IOException {
        try (var client = connect()) {
            proxy.delay(Duration.ofMillis(150));
            long before = System.nanoTime();
            assertThat(exchange(client, "hello")).isEqualTo("hello");
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(300));
        }
    }

    @Test
    void a_black_hole_accepts_and_swallows() throws IOException {
        proxy.swallow();
        try (var client = connect()) {
            assertThatThrownBy(() -> exchange(client, "never")).isInstanceOf(SocketTimeoutException.class);
            proxy.heal();
            assertThat(exchange(client, "found")).isEqualTo("found");
        }
        assertThat(heard).containsExactly("found");
    }

    @Test
    void what_was_held_back_is_delivered_late_even_if_the_client_has_gone() throws IOException {
        try (var client = connect()) {
            assertThat(exchange(client, "first")).isEqualTo("first");
            proxy.hold();
            assertThatThrownBy(() -> exchange(client, "laggy")).isInstanceOf(SocketTimeoutException.class);
        }
        try (var other = connect()) {
            assertThat(exchange(other, "other")).isEqualTo("other");
        }
        assertThat(heard).containsExactly("first", "other");
        proxy.release();
        await("the late delivery").atMost(Duration.ofSeconds(5)).until(() -> heard.contains("laggy"));
    }

    @Test
    void it_resets_what_is_open_and_what_is_new() throws IOException {
        try (var client = connect()) {
            assertThat(exchange(client, "hello")).isEqualTo("hello");
            proxy.reset();
            assertThatThrownBy(() -> exchange(client, "hello")).isInstanceOf(SocketException.class);
            assertThatThrownBy(() -> {
                        try (var other = connect()) {
                            exchange(other, "hello");
                        }
                    })
                    .isInstanceOf(SocketException.class);
        }
    }

    @Test
    void it_refuses_until_it_is_healed() throws IOException {
        proxy.refuse();
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        proxy.heal();
        try (var client = connect()) {
            assertThat(exchange(client, "hello")).isEqualTo("hello");
        }
    }

    @Test
    void it_cuts_a_connection_after_a_number_of_bytes_of_replies() throws IOException {
        try (var client = connect()) {
            proxy.cutAfterReplies(7);
            assertThat(exchange(client, "hello")).isEqualTo("hello");
            client.getOutputStream().write("there".getBytes(StandardCharsets.US_ASCII));
            assertThatThrownBy(() -> {
                        for (int n = 0; n < 3; n++) {
                            assertThat(client.getInputStream().read()).isNotEqualTo(-1);
                        }
                    })
                    .isInstanceOf(SocketException.class);
        }
        assertThat(heard).containsExactly("hello", "there");
    }

    private Socket connect() throws IOException {
        var client = new Socket();
        client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port()), 1_000);
        client.setSoTimeout(500);
        return client;
    }

    private static String exchange(Socket client, String word) throws IOException {
        client.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
        return new String(client.getInputStream().readNBytes(word.length()), StandardCharsets.US_ASCII);
    }

    /** Words have five letters, so that it knows where one ends. */
    private void answer(Socket connection) throws IOException {
        try (connection) {
            var word = connection.getInputStream().readNBytes(5);
            while (word.length == 5) {
                heard.add(new String(word, StandardCharsets.US_ASCII));
                connection.getOutputStream().write(word);
                word = connection.getInputStream().readNBytes(5);
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        var thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // the other end has gone, or the test is over
                    }
                },
                "echo");
        thread.setDaemon(true);
        thread.start();
    }
}
