package dev.edict.console.suite;

import dev.edict.audit.evaluate.RecordedSuite;
import dev.edict.command.suite.SuiteBody;
import dev.edict.query.suite.Suite;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The forms of the pages about suites, and their cases as JSON. */
@Component
class SuiteForms {

    private static final String NAME = "[A-Za-z0-9_.:-]{1,128}";

    private final JsonMapper json;

    SuiteForms(JsonMapper json) {
        this.json = json;
    }

    /**
     * A suite as it is typed or pasted.
     *
     * @param cases a JSON array of cases, or an object with the member {@code cases}
     * @param state the version of the zone's suites when the page was made: two people may change them at once
     */
    record SuiteForm(
            @NotNull @Pattern(regexp = NAME) String name,
            @Nullable @Size(max = 1000) String description,
            @NotNull @Size(min = 2, max = 1_000_000) String cases,
            @PositiveOrZero long state) {

        static SuiteForm empty(long state) {
            return new SuiteForm("", "", "", state);
        }
    }

    /** @param state as in {@link SuiteForm} */
    record RemovalForm(@NotNull @Pattern(regexp = NAME) String name, @PositiveOrZero long state) {}

    record SettingForm(@NotNull @Pattern(regexp = "none|warn|required") String evidence) {}

    /**
     * Reads the form.
     *
     * @throws tools.jackson.core.JacksonException if the cases are no JSON of this form
     */
    SuiteBody body(SuiteForm form) {
        var body = json.createObjectNode();
        var description = form.description();
        if (description != null && !description.isBlank()) {
            body.put("description", description.strip());
        }
        body.set("cases", list(form.cases()));
        return json.treeToValue(body, SuiteBody.class);
    }

    private JsonNode list(String cases) {
        var parsed = json.readTree(cases);
        return parsed.has("cases") ? parsed.get("cases") : parsed;
    }

    /** Filled with a suite that is to be changed. */
    SuiteForm of(Suite suite) {
        return new SuiteForm(suite.name(), suite.description(), pretty(suite.cases()), suite.suitesVersion());
    }

    /** Filled with the cases of recorded decisions. */
    SuiteForm of(RecordedSuite recorded, long state) {
        return new SuiteForm("", "", pretty(recorded.suite().cases()), state);
    }

    private String pretty(Object cases) {
        return json.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(cases);
    }
}
