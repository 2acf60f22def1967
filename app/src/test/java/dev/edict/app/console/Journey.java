package dev.edict.app.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.regex.Pattern;

/** What a person does in a zone, in the words of the console. */
final class Journey {

    private final Page page;
    private final String address;
    private String zoneName = "";
    private String zone = "";

    Journey(Page page, String address) {
        this.page = page;
        this.address = address;
    }

    String zoneId() {
        return zone.substring(zone.lastIndexOf('/') + 1);
    }

    void registerZone(String name) {
        zoneName = name;
        page.click("summary:has-text('Register a zone')");
        page.fill("input[name=name]", name);
        page.click("button:has-text('Register a zone')");
        assertThat(page.locator("h1")).hasText("Overview");
        zone = page.url();
    }

    void writePolicy(String name, String text) {
        tab("Policies");
        page.click("text=New policy");
        page.fill("input[name=name]", name);
        type(page, text);
        assertThat(page.locator("#problems")).containsText("No problem found");
        store(name);
    }

    void writePolicyWithAnErrorAndMendIt(String name, String broken, String text) {
        tab("Policies");
        page.click("text=New policy");
        page.fill("input[name=name]", name);
        type(page, broken);
        assertThat(page.locator("#problems .mark.bad").first()).hasText("error");
        page.click("button:has-text('Store this version')");
        assertThat(page.locator("main .banner.bad").first()).containsText("invalid_rego");
        assertThat(page.locator("input[name=name]")).hasValue(name);
        type(page, text);
        assertThat(page.locator("#problems")).containsText("No problem found");
        store(name);
    }

    void writeNewVersion(String policy, String text) {
        tab("Policies");
        page.click("th a:has-text('%s')".formatted(policy));
        page.click("text=Write a new version");
        type(page, text);
        store(policy);
    }

    private void store(String name) {
        page.click("button:has-text('Store this version')");
        assertThat(page.locator("h1")).hasText(name);
    }

    /** Types into the editor, which keeps its text outside of the form's field. */
    static void type(Page page, String text) {
        page.locator(".CodeMirror").waitFor();
        page.evaluate("text => document.querySelector('.CodeMirror').CodeMirror.setValue(text)", text);
    }

    void defineCanary(String name, String request) {
        tab("Canaries");
        page.selectOption("select[name=canaries]", "warn");
        page.click("button:has-text('Set')");
        assertThat(page.locator("select[name=canaries]")).hasValue("warn");
        page.fill("input[name=name]", name);
        page.fill("textarea[name=input]", request);
        page.click("button:has-text('Define a canary')");
        assertThat(page.locator("table")).containsText(name);
    }

    void sealNewSet(String name) {
        tab("Policy sets");
        page.fill("input[name=name]", name);
        page.click("button:has-text('New policy set')");
        page.click("button:has-text('Seal this version')");
        assertThat(page.locator("h1")).hasText("Deploy");
    }

    void sealNextVersion(String name) {
        tab("Policy sets");
        page.click("th a:has-text('%s')".formatted(name));
        page.click("text=Compose a new version");
        assertThat(page.locator("table")).containsText("changed since");
        page.click("button:has-text('Seal this version')");
        assertThat(page.locator("h1")).hasText("Deploy");
    }

    void simulate(String cases) {
        page.fill("textarea[name=cases]", cases);
        page.click("button:has-text('Simulate')");
        assertThat(page.locator("#simulation")).containsText("Every case is decided as expected");
    }

    /** With the wrong name of the zone first. */
    void activate(String reason) {
        confirm(reason, "another zone");
        assertThat(page.locator("main .banner.bad").first()).containsText("not_confirmed");
        confirm(reason, zoneName);
        assertThat(page.locator("h1")).hasText(Pattern.compile("Deployment \\d+"));
    }

    private void confirm(String reason, String name) {
        var form = page.locator("form[action$='/activate']");
        form.locator("input[name=reason]").fill(reason);
        form.locator("input[name=confirmation]").fill(name);
        form.locator("button").click();
    }

    void rollBack(String reason) {
        page.click("details.rollback summary");
        page.fill("details.rollback input[name=reason]", reason);
        page.click("details.rollback button");
        assertThat(page.locator("h1")).hasText(Pattern.compile("Deployment \\d+"));
    }

    private void tab(String name) {
        page.navigate(address + zone.substring(zone.indexOf("/console")));
        page.click("nav.tabs a:text-is('%s')".formatted(name));
    }
}
