package dev.edict.command.token;

import dev.edict.command.Refused;
import dev.edict.command.api.Rejection;
import dev.edict.command.api.token.AdminTokenMinted;
import dev.edict.command.api.token.AdminTokenRevoked;
import dev.edict.command.api.token.Capability;
import dev.edict.command.api.token.MintAdminToken;
import dev.edict.command.api.token.RevokeAdminToken;
import dev.edict.command.zone.directory.KnownZones;
import java.time.Instant;
import java.util.Optional;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdminTokenTest {

    private static final AdminTokenMinted MINTED = new AdminTokenMinted("t1", "z1", "ci", "write", "sha", null);

    @Test
    void a_global_token_belongs_to_no_zone() {
        tokens().givenNoPriorActivity()
                .when(mint(null, Instant.parse("2027-01-01T00:00:00Z")))
                .expectEvents(new AdminTokenMinted("t1", "*", "ci", "write", "sha", "2027-01-01T00:00:00Z"));
    }

    @Test
    void a_zone_token_requires_an_existing_zone() {
        tokens().givenNoPriorActivity().when(mint("z1", null)).expectEvents(MINTED);
        tokens().givenNoPriorActivity()
                .when(mint("z9", null))
                .expectNoEvents()
                .expectException(Refused.as(Rejection.Reason.ZONE_NOT_FOUND));
    }

    @Test
    void a_token_can_be_revoked_once() {
        tokens().given(MINTED).when(new RevokeAdminToken("t1")).expectEvents(new AdminTokenRevoked("t1", "z1"));
        tokens().given(MINTED, new AdminTokenRevoked("t1", "z1"))
                .when(new RevokeAdminToken("t1"))
                .expectNoEvents()
                .expectException(Refused.as(Rejection.Reason.ADMIN_TOKEN_NOT_FOUND));
    }

    @ParameterizedTest
    @CsvSource({
        "t0-that-ends, , 2027-01-01T00:00:00Z",
        "t0-that-ends, 2026-12-31T00:00:00Z, 2026-12-31T00:00:00Z",
        "t0-without-end, 2028-01-01T00:00:00Z, 2028-01-01T00:00:00Z",
        "t0-without-end, , "
    })
    void a_token_expires_no_later_than_its_minter(String minter, @Nullable Instant wanted, @Nullable String expected) {
        tokens().givenNoPriorActivity()
                .when(new MintAdminToken("t1", "ci", null, Capability.WRITE, "sha", wanted, minter))
                .expectEvents(new AdminTokenMinted("t1", "*", "ci", "write", "sha", expected));
    }

    @Test
    void rejects_an_expiry_after_that_of_the_minter() {
        var wanted = Instant.parse("2027-01-01T00:00:01Z");
        tokens().givenNoPriorActivity()
                .when(new MintAdminToken("t1", "ci", null, Capability.WRITE, "sha", wanted, "t0-that-ends"))
                .expectNoEvents()
                .expectException(Refused.as(Rejection.Reason.INVALID_ADMIN_TOKEN_REQUEST));
    }

    private static MintAdminToken mint(@Nullable String zoneId, @Nullable Instant expiry) {
        return new MintAdminToken("t1", "ci", zoneId, Capability.WRITE, "sha", expiry, null);
    }

    private static FixtureConfiguration<AdminToken> tokens() {
        Expiries expiries = tokenId ->
                tokenId.equals("t0-that-ends") ? Optional.of(Instant.parse("2027-01-01T00:00:00Z")) : Optional.empty();
        var fixture = new AggregateTestFixture<>(AdminToken.class).registerInjectableResource(expiries);
        return fixture.registerInjectableResource(new KnownZones() {
            @Override
            public boolean exists(String zoneId) {
                return zoneId.equals("z1");
            }

            @Override
            public boolean isSlugTaken(String slug) {
                return false;
            }
        });
    }
}
