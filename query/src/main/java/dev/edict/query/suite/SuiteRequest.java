package dev.edict.query.suite;

import dev.edict.query.PageRequest;
import dev.edict.query.QueryRejection;
import dev.edict.query.QueryString;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Selects a version of a suite; null for the one in force. */
record SuiteRequest(
        @Parameter(
                        name = "version",
                        description = "A version of the suite, also of a removed one; default: the one in force.",
                        schema = @Schema(type = "integer", minimum = "1", maximum = "999999999"))
                @Nullable
                Long version)
        implements QueryString {

    private static final int MAX_LENGTH = 9;
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]*");

    static SuiteRequest of(HttpServletRequest request) {
        var text = PageRequest.query(request, "version", MAX_LENGTH);
        if (text != null && !NUMBER.matcher(text).matches()) {
            throw QueryRejection.Reason.INVALID_QUERY.because("version must be a whole number from 1 to 999999999");
        }
        return new SuiteRequest(text == null ? null : Long.valueOf(text));
    }
}
