package dev.edict.app.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.embedded.StartRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadRedisUrlTest {

    @Test
    void host_port_database_and_credentials_are_understood() {
        var read = RedisUrl.parse("redis://ada:s3cr%40t@cache.example:6390/2");

        assertThat(read.getHost()).isEqualTo("cache.example");
        assertThat(read.getPort()).isEqualTo(6390);
        assertThat(read.getDatabase()).isEqualTo(2);
        assertThat(read.getCredentialsProvider().resolveCredentials().block()).satisfies(credentials -> {
            assertThat(credentials.getUsername()).isEqualTo("ada");
            assertThat(credentials.getPassword()).containsExactly("s3cr@t".toCharArray());
        });
        assertThat(read.isSsl()).isFalse();
    }

    @Test
    void rediss_means_tls() {
        assertThat(RedisUrl.parse("rediss://cache.example").isSsl()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3cret",
                "http://s3cret@cache",
                "redis-sentinel://s3cret@cache",
                "redis://",
                "redis://:s3cret@",
                "redis://:s3cret%zz@cache",
                "redis://:1/s3cret@cache",
                "redis://:s3 cret^@cache:port"
            })
    void what_cannot_be_read_is_refused_without_repeating_it(String url) {
        assertThatThrownBy(() -> RedisUrl.parse(url))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("REDIS_URL ")
                .hasMessageNotContainingAny("s3cret", "s3 cret")
                .hasNoCause();
    }
}
