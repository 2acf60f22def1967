package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The client address is that of the socket, also on a machine with cloud environment variables. */
@Tag("servers")
class ForwardedAddressTest {

    private final Edict edict = Edict.shared();

    @Test
    void a_forged_forwarded_address_does_not_evade_the_rate_limit() throws SQLException {
        try (var node = nodeInACloud()) {
            var port = node.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            var stranger = new Api(port, "nobody-knows-this-token");
            for (int n = 1; n <= 2; n++) {
                from(stranger, n).refused(401, "invalid_admin_token");
            }
            assertThat(from(stranger, 3).refused(429, "rate_limited").headers().firstValue("retry-after"))
                    .isPresent();
        }
    }

    private ConfigurableApplicationContext nodeInACloud() throws SQLException {
        try (var connection = edict.database().getConnection()) {
            return new SpringApplicationBuilder(EdictApplication.class)
                    .run(
                            "--server.port=0",
                            "--spring.main.cloud-platform=kubernetes",
                            "--DATABASE_URL="
                                    + connection.getMetaData().getURL().replaceFirst("\\?.*", "?user=postgres"),
                            "--REDIS_URL=" + edict.redis().toURI(),
                            "--STREAMS_HMAC_KEY=" + "ab".repeat(32),
                            "--EDICT_ADMIN_TOKEN=" + Edict.TOKEN,
                            "--edict.rate-limit.authentication-failures-per-minute=2");
        }
    }

    private static Api.Answer from(Api stranger, int n) {
        return stranger.send(
                "GET",
                "/v1/zones",
                null,
                Map.of("x-forwarded-for", "203.0.113." + n, "forwarded", "for=203.0.113." + n));
    }
}
