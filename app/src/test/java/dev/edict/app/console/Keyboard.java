package dev.edict.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;

/** A person without a mouse, who must see where the focus is. */
final class Keyboard {

    private static final int MOST_STOPS = 80;

    private final Page page;

    Keyboard(Page page) {
        this.page = page;
    }

    void press(String key) {
        page.keyboard().press(key);
    }

    /** Fills the field that has the focus, and sends its form. */
    void type(String text) {
        assertFocusIsSeen();
        page.keyboard().type(text);
        press("Enter");
    }

    void tabTo(String selector) {
        for (int stop = 0; stop < MOST_STOPS; stop++) {
            press("Tab");
            assertFocusIsSeen();
            if ((boolean) page.evaluate("selector => document.activeElement.matches(selector)", selector)) {
                return;
            }
        }
        throw new AssertionError("the Tab key does not reach " + selector);
    }

    private void assertFocusIsSeen() {
        var outline = page.evaluate(
                """
                (() => {
                  const style = getComputedStyle(document.activeElement);
                  const box = document.activeElement.getBoundingClientRect();
                  return box.width > 0 && box.height > 0 && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
                })()
                """);
        assertThat(outline)
                .as("the focus is seen on %s", page.evaluate("document.activeElement.outerHTML.slice(0, 200)"))
                .isEqualTo(true);
    }
}
