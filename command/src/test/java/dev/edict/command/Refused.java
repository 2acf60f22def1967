package dev.edict.command;

import dev.edict.command.api.Rejection;
import org.hamcrest.CustomTypeSafeMatcher;
import org.hamcrest.Matcher;

/** Matches a rejection by its reason, in a fixture's {@code expectException}. */
public final class Refused {

    private Refused() {}

    public static Matcher<Rejection> as(Rejection.Reason reason) {
        return new CustomTypeSafeMatcher<>("a rejection for " + reason) {
            @Override
            protected boolean matchesSafely(Rejection rejection) {
                return rejection.reason() == reason;
            }
        };
    }

    /** Also matches a member of the error body. */
    public static Matcher<Rejection> as(Rejection.Reason reason, String fact, Object value) {
        return new CustomTypeSafeMatcher<>("a rejection for %s with %s = %s".formatted(reason, fact, value)) {
            @Override
            protected boolean matchesSafely(Rejection rejection) {
                return rejection.reason() == reason
                        && value.equals(rejection.facts().get(fact));
            }
        };
    }
}
