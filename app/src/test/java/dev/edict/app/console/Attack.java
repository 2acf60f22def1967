package dev.edict.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/**
 * A text that runs where a page takes it for HTML, and changes where a page takes it for a template.
 *
 * @param field where a client set it; the text names it
 */
record Attack(String field) {

    private static final String SCRIPT = "<script>x</script>";

    /** Addresses are encoded, not escaped; what they begin with is checked apart. */
    private static final Pattern ADDRESS = Pattern.compile(" (?:href|data-live)=\"[^\"<>]*\"");

    /** Without a space, which not every field takes. */
    String text() {
        return "\">" + SCRIPT + named() + "<img/src=x/onerror=y><svg/onload=z>[[${7*7}]]__${7*7}__#{7*7}${7*7}";
    }

    String encoded() {
        return URLEncoder.encode(text(), StandardCharsets.UTF_8);
    }

    /** As a page may have it. In JSON, a backslash stands before the first character. */
    private String escaped() {
        return HtmlUtils.htmlEscape(text().substring(1));
    }

    private String named() {
        return "in-%s.".formatted(field);
    }

    boolean isTextOf(String page) {
        return page.contains(escaped());
    }

    /** Requires that a page has attacks as text alone, wherever it has them. */
    static void assertHarmless(String path, String page, Collection<Attack> attacks) {
        assertThat(page)
                .as(path)
                .doesNotContain("<script>x", "<img/src", "<svg/onload")
                .doesNotContainPattern("(?i)(?:href|src|action)=\"\\s*(?:javascript|data|//)");
        var others = ADDRESS.matcher(page).replaceAll("");
        for (var attack : attacks) {
            others = others.replace(attack.escaped(), "");
        }
        for (var attack : attacks) {
            assertThat(others).as("%s, changed in %s", attack, path).doesNotContain(attack.named());
        }
    }
}
