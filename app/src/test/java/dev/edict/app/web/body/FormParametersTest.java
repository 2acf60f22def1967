package dev.edict.app.web.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.app.web.error.BodyTooLarge;
import dev.edict.app.web.request.CachedRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class FormParametersTest {

    @Test
    void a_form_has_at_most_a_thousand_fields() throws Exception {
        assertThat(parameters("a=%261&b=2")).containsExactly("a", "b");
        assertThat(parameters(fields(1_000))).hasSize(1_000);
        assertThatThrownBy(() -> parameters(fields(1_001)))
                .isInstanceOf(BodyTooLarge.class)
                .hasMessage("A form has at most 1,000 fields");
    }

    private static String fields(int count) {
        var fields = new ArrayList<String>();
        for (int n = 0; n < count; n++) {
            fields.add("f" + n + "=");
        }
        return String.join("&", fields);
    }

    private static List<String> parameters(String form) throws Exception {
        var sent = new MockHttpServletRequest("POST", "/console/sign-in");
        sent.setContentType("application/x-www-form-urlencoded");
        var request = new CachedRequest(sent, "request");
        request.keep(form.getBytes(StandardCharsets.UTF_8));
        var read = new ArrayList<String>();
        new FormParameters()
                .doFilter(
                        request,
                        new MockHttpServletResponse(),
                        (parsed, response) -> read.addAll(Collections.list(parsed.getParameterNames())));
        return read;
    }
}
