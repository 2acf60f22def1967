package dev.edict.command.naming;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.api.Caller;
import dev.edict.command.api.Rejection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReservedNamesTest {

    @ParameterizedTest
    @CsvSource({
        "POLICY_NAME, caracal.sys/grants",
        "POLICY_NAME, '  CARACAL.Sys/grants'",
        "ZONE_NAME, caracal.sys/",
        "ZONE_SLUG, caracal-sys-1"
    })
    void a_reserved_prefix_is_refused_in_any_case(ReservedNames names, String name) {
        assertThatThrownBy(() -> names.requireFree(name, someone(false)))
                .isInstanceOfSatisfying(
                        Rejection.class, rejection -> org.assertj.core.api.Assertions.assertThat(rejection.reason())
                                .isEqualTo(Rejection.Reason.RESERVED_NAMESPACE));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"caracal.sys", "my caracal.sys/x", "payments"})
    void any_other_name_is_free(@Nullable String name) {
        assertThatCode(() -> ReservedNames.POLICY_NAME.requireFree(name, someone(false)))
                .doesNotThrowAnyException();
    }

    @Test
    void the_bootstrap_token_may_use_them() {
        assertThatCode(() -> ReservedNames.ZONE_SLUG.requireFree("caracal-sys-1", someone(true)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x20, 0x9, 0xa, 0xa0, 0x2007, 0x202f, 0x3000, 0xfeff})
    void detects_a_reserved_prefix_after_leading_whitespace(int blank) {
        assertThatThrownBy(() -> ReservedNames.ZONE_NAME.requireFree(
                        Character.toString(blank) + "caracal.sys/x", someone(false)))
                .isInstanceOf(Rejection.class);
    }

    private static Caller someone(boolean bootstrap) {
        return new Caller() {
            @Override
            public @Nullable String zoneId() {
                return null;
            }

            @Override
            public @Nullable String mintedTokenId() {
                return null;
            }

            @Override
            public boolean isBootstrap() {
                return bootstrap;
            }

            @Override
            public @Nullable String account() {
                return null;
            }

            @Override
            public @Nullable String authorizedBy() {
                return null;
            }

            @Override
            public boolean isViaOperator() {
                return false;
            }

            @Override
            public String getName() {
                return "admin:someone";
            }
        };
    }
}
