package dev.edict.console.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.edict.query.policyset.VersionNames;
import dev.edict.query.policyset.VersionNames.VersionName;
import dev.edict.query.trail.TimelineEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

class RenderRowTest {

    private final VersionNames versions = mock();
    private final TimelineRows rows = new TimelineRows(versions, templates());

    @Test
    void a_row_is_made_without_a_request_and_has_links_to_what_its_request_caused() {
        var html = html(entry("Policy created", null));
        assertThat(html).startsWith("<li class=\"entry\">").endsWith("</li>");
        assertThat(html).contains("href=\"timeline?request_id=r%26d\"").contains("activated");
    }

    @Test
    void a_change_has_its_versions_before_and_after() {
        when(versions.of(eq("z1"), any()))
                .thenReturn(Map.of(
                        "v1",
                        new VersionName("v1", "s1", "ledger", 1),
                        "v2",
                        new VersionName("v2", "s1", "ledger", 2)));
        assertThat(html(entry("Activated", null)).replaceAll("\\s+", " "))
                .contains("<strong>ledger v1</strong>")
                .contains("<strong>ledger v2</strong>");
    }

    @Test
    void a_reason_and_a_name_that_were_erased_are_told_from_none() {
        assertThat(html(entry("Deactivated", null, "n1")))
                .contains("on behalf of an erased name")
                .contains("<dd class=\"muted\">erased</dd>");
        assertThat(html(entry("Deactivated", null))).doesNotContain("erased");
        assertThat(html(entry("Deactivated", "an incident", "n1"))).doesNotContain(">erased<");
    }

    @Test
    void texts_of_others_are_escaped() {
        assertThat(html(entry("<script>alert(1)</script>", "\"><img src=x>")))
                .doesNotContain("<script>")
                .doesNotContain("<img")
                .contains("&lt;script&gt;");
    }

    @Test
    void a_carriage_return_in_a_text_does_not_end_a_line_of_the_event() throws IOException {
        var emitter = new RecordingEmitter();
        new BrowserClient("z1", emitter, rows).send(List.of(entry("Policy created", "one\rid: 99\r\ntwo")));
        assertThat(emitter.sent()).doesNotContain("\r").contains("id:7\nevent:entry\ndata:<li");
        assertThat(emitter.sent().lines()).noneMatch(line -> line.startsWith("id: 99"));
    }

    private String html(TimelineEntry entry) {
        return rows.html(rows.of("z1", List.of(entry)).get(0)).strip();
    }

    private static TimelineEntry entry(String summary, @Nullable String reason) {
        return entry(summary, reason, null);
    }

    /** @param noteId of the reason and of the name on whose behalf it was done */
    private static TimelineEntry entry(String summary, @Nullable String reason, @Nullable String noteId) {
        return new TimelineEntry(
                7,
                "event-7",
                "zone.version_activated",
                "2026-01-01T00:00:00.123456Z",
                "2026-01-01T00:00:00.123456Z",
                "admin:a",
                null,
                noteId,
                false,
                "r&d",
                "r&d",
                "z1",
                summary,
                null,
                null,
                "s1",
                "ledger",
                "v2",
                2,
                2L,
                "v1",
                "v2",
                null,
                reason,
                noteId,
                null,
                List.of());
    }

    private static SpringTemplateEngine templates() {
        var files = new ClassLoaderTemplateResolver();
        files.setPrefix("templates/");
        files.setSuffix(".html");
        var messages = new ResourceBundleMessageSource();
        messages.setBasename("console/messages");
        messages.setFallbackToSystemLocale(false);
        var engine = new SpringTemplateEngine();
        engine.setTemplateResolver(files);
        engine.setTemplateEngineMessageSource(messages);
        return engine;
    }

    private static final class RecordingEmitter extends SseEmitter {

        private final List<Object> parts = new ArrayList<>();

        @Override
        public void send(Set<DataWithMediaType> items) {
            items.forEach(item -> parts.add(item.getData()));
        }

        String sent() {
            return parts.stream().map(String::valueOf).collect(Collectors.joining());
        }
    }
}
