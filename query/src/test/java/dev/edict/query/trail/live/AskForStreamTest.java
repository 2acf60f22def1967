package dev.edict.query.trail.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.query.QueryRejection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class AskForStreamTest {

    private final MockHttpServletRequest request = new MockHttpServletRequest();

    @Test
    void begins_with_the_next_new_entry_if_nothing_is_said() {
        assertThat(StreamParameters.of(request).after()).isNull();
        request.addHeader("Last-Event-ID", "");
        assertThat(StreamParameters.of(request).after()).isNull();
    }

    @Test
    void the_last_event_of_the_client_goes_before_the_parameter_of_its_first_request() {
        request.addParameter("after", "7");
        assertThat(StreamParameters.of(request).after()).isEqualTo(7);
        request.addHeader("Last-Event-ID", "12");
        assertThat(StreamParameters.of(request).after()).isEqualTo(12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "-1", "1.5", "1 ", "1234567890123456789", "\u0661"})
    void a_malformed_position_is_refused_by_its_name(String text) {
        request.addHeader("Last-Event-ID", text);
        assertRefused("Last-Event-ID");
        request.removeHeader("Last-Event-ID");
        request.addParameter("after", text);
        assertRefused("after");
    }

    @Test
    void two_last_events_are_refused() {
        request.addHeader("Last-Event-ID", "1");
        request.addHeader("Last-Event-ID", "2");
        assertRefused("Last-Event-ID");
    }

    @Test
    void the_filter_is_that_of_the_page() {
        request.addParameter("event", "policy.created");
        request.addParameter("text", "tellers");
        var filter = StreamParameters.of(request).filter();
        assertThat(filter.event()).isEqualTo("policy.created");
        assertThat(filter.text()).isEqualTo("tellers");
    }

    private void assertRefused(String name) {
        assertThatThrownBy(() -> StreamParameters.of(request))
                .isInstanceOfSatisfying(QueryRejection.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo(QueryRejection.Reason.INVALID_QUERY))
                .hasMessageStartingWith(name + " must");
    }
}
