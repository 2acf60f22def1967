package dev.edict.app.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.app.web.access.DescriptionAccess;
import dev.edict.command.api.SettingRefused;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

/** {@code EDICT_DOCS} decides who may read the description of the API. */
class ReadTheDescriptionTest {

    private static MockHttpServletResponse read(String docs, String path) throws IOException, ServletException {
        var response = new MockHttpServletResponse();
        new DescriptionPages(new DescriptionAccess(docs), JsonMapper.shared())
                .doFilter(new MockHttpServletRequest("GET", path), response, new MockFilterChain());
        return response;
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "token", "off"})
    void the_description_requires_a_token_by_default(@Nullable String docs) {
        assertThat(new DescriptionAccess(docs).isOpenAt("/docs")).isFalse();
        assertThat(new DescriptionAccess(docs).isOpenAt("/openapi.json")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"/openapi.json, true", "/docs, true", "/docs/start.js, true", "/docsx, false", "/v1/zones, false"})
    void the_description_needs_no_token_where_it_is_open(String path, boolean open) {
        assertThat(new DescriptionAccess("open").isOpenAt(path)).isEqualTo(open);
    }

    @Test
    void the_description_is_hidden_where_it_is_off() throws IOException, ServletException {
        for (var path : new String[] {"/openapi.json", "/openapi.json.yaml", "/docs", "/docs/swagger-ui.css"}) {
            assertThat(read("off", path).getStatus()).as(path).isEqualTo(404);
            assertThat(read("token", path).getStatus()).as(path).isEqualTo(200);
        }
        assertThat(read("off", "/v1/zones").getStatus()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPEN", "public", "true"})
    void another_value_is_refused_at_the_start(String docs) {
        assertThatThrownBy(() -> new DescriptionAccess(docs))
                .isInstanceOf(SettingRefused.class)
                .hasMessageContaining("EDICT_DOCS")
                .hasMessageContaining("token, open or off");
    }
}
