package dev.edict.app.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.embedded.StartRefused;
import io.lettuce.core.RedisURI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadRedisUrlTest {

    @Test
    void host_port_database_and_credentials_are_understood() {
        var read = RedisUrl.parse("redis://ada:s3cr%40t@cache.example:6390/2").first();

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
        assertThat(RedisUrl.parse("rediss://cache.example").first().isSsl()).isTrue();
    }

    @Test
    void sentinels_name_the_master() {
        var read = RedisUrl.parse("redis-sentinel://ada:s3cr%40t@one:26380,two/2#primary");

        assertThat(read.isCluster()).isFalse();
        assertThat(read.first().getSentinelMasterId()).isEqualTo("primary");
        assertThat(read.first().getDatabase()).isEqualTo(2);
        assertThat(read.first().getSentinels())
                .extracting(sentinel -> sentinel.getHost() + ":" + sentinel.getPort())
                .containsExactly("one:26380", "two:26379");
        assertThat(password(read.first())).isEqualTo("s3cr@t");
    }

    @Test
    void each_node_of_a_cluster_has_the_credentials_of_the_address() {
        var read = RedisUrl.parse("rediss-cluster://ada:s3cr%40t@one:7000,two,[::1]:7002");

        assertThat(read.isCluster()).isTrue();
        assertThat(read.servers())
                .extracting(node -> node.getHost() + ":" + node.getPort())
                .containsExactly("one:7000", "two:6379", "[::1]:7002");
        assertThat(read.servers()).allSatisfy(node -> {
            assertThat(node.isSsl()).isTrue();
            assertThat(password(node)).isEqualTo("s3cr@t");
        });
        assertThat(read.toString()).doesNotContain("s3cr");
    }

    private static String password(RedisURI address) {
        return address.getCredentialsProvider()
                .resolveCredentials()
                .map(credentials -> new String(credentials.getPassword()))
                .blockOptional()
                .orElse("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3cret",
                "http://s3cret@cache",
                "redis-sentinel://s3cret@cache",
                "redis-sentinel://s3cret@#primary",
                "redis-cluster://s3cret@",
                "redis-cluster://s3cret@one,,two",
                "redis-cluster://s3cret@one:1,two:x",
                "redis-cluster://s3cret@one/3",
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
