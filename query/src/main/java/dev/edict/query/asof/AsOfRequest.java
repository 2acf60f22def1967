package dev.edict.query.asof;

import dev.edict.query.PageRequest;
import dev.edict.query.QueryRejection;
import dev.edict.query.QueryString;
import dev.edict.query.Times;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The requested point of the past, and whether the policy texts are wanted. */
record AsOfRequest(
        @Parameter(
                        name = "at",
                        description = "The instant, by recorded_at: RFC 3339 with any offset. Either at or seq.",
                        schema = @Schema(type = "string", format = "date-time", maxLength = Times.MAX_LENGTH))
                PastPoint point,
        @Parameter(
                        name = "seq",
                        description = "The index of the last event that counts. Either at or seq.",
                        schema = @Schema(type = "integer", format = "int64", minimum = "1", maxLength = 18))
                @Nullable
                Long seq,
        @Parameter(
                        name = "texts",
                        description = "Whether the policies come with their texts; default false.",
                        schema = @Schema(type = "boolean", maxLength = 5))
                boolean texts)
        implements QueryString {

    private static final Pattern DECIMAL = Pattern.compile("[1-9][0-9]{0,17}");
    private static final int MAX_LENGTH = 32;

    static AsOfRequest of(HttpServletRequest request) {
        var at = Times.instant(request, "at");
        var seq = seq(PageRequest.query(request, "seq", MAX_LENGTH));
        var texts = texts(PageRequest.query(request, "texts", MAX_LENGTH));
        return new AsOfRequest(PastPoint.ofQuery(at, seq), seq, texts);
    }

    private static @Nullable Long seq(@Nullable String text) {
        if (text == null) {
            return null;
        }
        if (!DECIMAL.matcher(text).matches()) {
            throw QueryRejection.Reason.INVALID_QUERY.because("seq must be a whole number from 1");
        }
        return Long.valueOf(text);
    }

    private static boolean texts(@Nullable String text) {
        if (text != null && !text.equals("true") && !text.equals("false")) {
            throw QueryRejection.Reason.INVALID_QUERY.because("texts must be true or false");
        }
        return "true".equals(text);
    }
}
