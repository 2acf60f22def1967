package dev.edict.console.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.query.QueryRejection;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class FilterFieldsTest {

    private final MockHttpServletRequest request = new MockHttpServletRequest();
    private final FilterFields fields = new FilterFields(request);

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void an_empty_field_filters_nothing(String value) {
        request.setParameter("field", value);
        assertThat(fields.text("field", 10)).isNull();
        assertThat(fields.utc("field")).isNull();
        assertThat(fields.text("absent", 10)).isNull();
    }

    @Test
    void a_text_loses_the_space_around_it() {
        request.setParameter("field", " a b ");
        assertThat(fields.text("field", 3)).isEqualTo("a b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abcd", "a\0b", "\uD800"})
    void a_text_that_is_too_long_or_cannot_be_stored_is_refused(String value) {
        request.setParameter("field", value);
        assertThatThrownBy(() -> fields.text("field", 3)).isInstanceOf(QueryRejection.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-01-31T09:30", "2026-01-31T09:30:00", "2026-01-31T09:30:00Z"})
    void a_time_is_in_utc(String value) {
        request.setParameter("field", value);
        assertThat(fields.utc("field")).isEqualTo(OffsetDateTime.parse("2026-01-31T09:30:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2026-02-30T00:00", "2026-01-31"})
    void what_is_no_time_is_refused(String value) {
        request.setParameter("field", value);
        assertThatThrownBy(() -> fields.utc("field")).isInstanceOf(QueryRejection.class);
    }

    @Test
    void a_period_that_ends_before_it_begins_is_refused() {
        var time = OffsetDateTime.parse("2026-01-31T09:30:00Z");
        FilterFields.requirePeriod(time, time.plusSeconds(1));
        FilterFields.requirePeriod(null, time);
        assertThatThrownBy(() -> FilterFields.requirePeriod(time, time)).isInstanceOf(QueryRejection.class);
    }
}
