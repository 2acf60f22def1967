package dev.edict.fleet.sts;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import dev.edict.command.secret.GatewayKey;
import dev.edict.fleet.asking.Endpoint;
import dev.edict.fleet.asking.Origin;
import dev.edict.fleet.roster.Answer;
import dev.edict.fleet.roster.Answer.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With https the connection goes to an address, and the certificate has to be of the name. */
@Tag("servers")
@Timeout(60)
class AskOverTlsTest {

    private static final String STORE_SECRET = "of-the-test";

    @TempDir
    private Path folder;

    private final List<String> namesAskedFor = new CopyOnWriteArrayList<>();
    private HttpsServer server;
    private SSLContext tls;

    @BeforeEach
    void a_server_with_a_certificate_of_a_name() throws Exception {
        tls = context();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/", exchange -> {
            try (exchange) {
                var session = (ExtendedSSLSession) ((HttpsExchange) exchange).getSSLSession();
                session.getRequestedServerNames().forEach(name -> namesAskedFor.add(name.toString()));
                var body = "{\"zone_id\":\"z1\",\"loaded\":false}".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void the_name_of_the_certificate_is_asked_for_and_accepted() throws IOException {
        assertThat(ask("sts.invalid", tls).outcome()).isEqualTo(Outcome.NOT_LOADED);
        assertThat(namesAskedFor).singleElement().asString().contains("sts.invalid");
    }

    @Test
    void a_certificate_of_another_name_is_refused() throws IOException {
        var answer = ask("other.invalid", tls);
        assertThat(answer.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(answer.reason()).contains("other.invalid");
        assertThat(namesAskedFor).isEmpty();
    }

    @Test
    void a_certificate_of_an_unknown_authority_is_refused() throws Exception {
        var answer = ask("sts.invalid", SSLContext.getDefault());
        assertThat(answer.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(namesAskedFor).isEmpty();
    }

    private Answer ask(String name, SSLContext trusting) throws IOException {
        var endpoint = new Endpoint(
                new Origin("https", name, server.getAddress().getPort()), InetAddress.getLoopbackAddress());
        try (var client = new StsClient(
                () -> GatewayKey.parse(StsOfTests.KEY), Clock.systemUTC(), new DefaultClientTlsStrategy(trusting))) {
            return client.ask(endpoint, "z1");
        }
    }

    private SSLContext context() throws IOException, GeneralSecurityException, InterruptedException {
        var file = folder.resolve("store.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "sts",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=sts",
                        "-ext",
                        "san=dns:sts.invalid",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        STORE_SECRET,
                        "-keystore",
                        file.toString())
                .inheritIO()
                .start()
                .waitFor();
        assertThat(made).isZero();
        var keys = KeyStore.getInstance("PKCS12");
        try (var stored = Files.newInputStream(file)) {
            keys.load(stored, STORE_SECRET.toCharArray());
        }
        var ownKeys = KeyManagerFactory.getInstance("PKIX");
        ownKeys.init(keys, STORE_SECRET.toCharArray());
        var trusted = TrustManagerFactory.getInstance("PKIX");
        trusted.init(keys);
        var context = SSLContext.getInstance("TLS");
        context.init(ownKeys.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }
}
