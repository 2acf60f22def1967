package dev.edict.app.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.embedded.StartRefused;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadDatabaseUrlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://ada:s3cret@db.example:6543/policies",
                "postgresql://ada:s3cret@db.example:6543/policies",
                "jdbc:postgresql://ada:s3cret@db.example:6543/policies",
                "jdbc:postgresql://db.example:6543/policies?user=ada&password=s3cret"
            })
    void every_form_says_the_same(String url) {
        var read = DatabaseUrl.parse(url);

        assertThat(read.hosts()).containsExactly(new DatabaseUrl.Host("db.example", 6543));
        assertThat(read.database()).isEqualTo("policies");
        assertThat(read.user()).isEqualTo("ada");
        assertThat(read.password()).isEqualTo("s3cret");
        assertThat(read.parameters()).isEmpty();
    }

    @Test
    void user_and_password_are_percent_decoded_and_a_plus_stays_a_plus() {
        var read = DatabaseUrl.parse("postgres://a%40b:p%2Fq%3F%25+@db/policies");

        assertThat(read.user()).isEqualTo("a@b");
        assertThat(read.password()).isEqualTo("p/q?%+");
    }

    @Test
    void the_port_and_the_credentials_may_be_left_out() {
        var read = DatabaseUrl.parse("postgres://db/policies");

        assertThat(read.hosts()).containsExactly(new DatabaseUrl.Host("db", 5432));
        assertThat(read.user()).isNull();
        assertThat(read.password()).isNull();
    }

    @Test
    void several_hosts_and_ipv6_addresses_are_understood() {
        var read = DatabaseUrl.parse("postgres://[::1]:6543,standby/policies");

        assertThat(read.hosts())
                .containsExactly(new DatabaseUrl.Host("[::1]", 6543), new DatabaseUrl.Host("standby", 5432));
    }

    @Test
    void parameters_are_kept_under_the_names_of_the_driver() {
        var read = DatabaseUrl.parse("postgres://db/policies?sslmode=verify-full&connect_timeout=7&sslrootcert=%2Fca");

        assertThat(read.parameters())
                .containsOnly(
                        Map.entry("sslmode", "verify-full"),
                        Map.entry("connectTimeout", "7"),
                        Map.entry("sslrootcert", "/ca"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://ada:s3cret@db/policies",
                "s3cret",
                "postgres://ada:s3cret@db",
                "postgres://ada:s3cret@db/",
                "postgres://ada:s3cret@/policies",
                "postgres://ada:s3cret@db:port/policies",
                "postgres://ada:s3cret@db:70000/policies",
                "postgres://ada:s3cret%zz@db/policies",
                "postgres://ada:1/s3cret@db/policies",
                "postgres://ada:1/s3cret@db",
                "postgres://ada:1?s3cret@db/policies",
                "postgres://ada:1/policies?password=s3cret@db",
                "postgres://ada:s3cret@db/policies?sslmod=require",
                "postgres://ada:s3cret@db/policies?sslmode",
            })
    void what_cannot_be_read_is_refused_without_repeating_it(String url) {
        assertThatThrownBy(() -> DatabaseUrl.parse(url))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("DATABASE_URL ")
                .hasMessageNotContaining("s3cret")
                .hasNoCause();
    }

    @Test
    void the_password_is_not_shown() {
        assertThat(DatabaseUrl.parse("postgres://ada:s3cret@db/policies"))
                .asString()
                .contains("db")
                .doesNotContain("s3cret");
    }
}
