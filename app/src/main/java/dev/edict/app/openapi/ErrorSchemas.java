package dev.edict.app.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.util.List;

/** Describes the bodies of errors: the contract's, and problem details (RFC 9457) with the same members inside. */
final class ErrorSchemas {

    static final String ERROR = "Error";
    static final String PROBLEM = "Problem";

    private static final String ISSUE = "Issue";

    private ErrorSchemas() {}

    static void describe(Components components) {
        components.addSchemas(ISSUE, issue());
        components.addSchemas(
                ERROR, withSharedMembers(Schemas.of("object")).required(List.of("error", "error_description")));
        var problem = Schemas.of("object")
                .addProperty(
                        "type",
                        Schemas.of("string").format("uri").description("urn:edict:error: followed by the code."))
                .addProperty("title", Schemas.of("string"))
                .addProperty("status", Schemas.of("integer"))
                .addProperty("detail", Schemas.of("string").description("The same as error_description."))
                .addProperty("instance", Schemas.of("string").description("The requested path."));
        components.addSchemas(
                PROBLEM,
                withSharedMembers(problem)
                        .required(List.of(
                                "type",
                                "title",
                                "status",
                                "detail",
                                "instance",
                                "requestId",
                                "error",
                                "error_description")));
    }

    private static Schema<?> withSharedMembers(Schema<?> body) {
        return body.addProperty("error", Schemas.of("string").description("A stable error code."))
                .addProperty("error_description", Schemas.of("string").description("For people; may change."))
                .addProperty("requestId", Schemas.of("string"))
                .addProperty("details", details())
                .addProperty("valid", Schemas.of("boolean"))
                .addProperty("max_days", Schemas.of("integer").description("The longest retention allowed."))
                .addProperty("live_dcr_applications", Schemas.of("integer"))
                .addProperty(
                        "missing",
                        Schemas.list(Schemas.of("string"))
                                .description(
                                        "What a recorded event does not tell, and its decision depends on; or codes of the evidence that an activation lacks."))
                .addProperty("setting", Schemas.of("string").description("What the zone asks for."))
                .addProperty("obstacle", Schemas.of("string").description("Why no case can be made of an event."))
                .addProperty("canary", Schemas.of("string").description("The other canary of a contradiction."))
                .addProperty("canaries_version", Schemas.of("integer"))
                .addProperty("failed", Schemas.of("integer").description("How many canaries would fail."))
                .addProperty(
                        "failing",
                        Schemas.list(Schemas.reference("CaseResult"))
                                .description("The first ten canaries that would fail."))
                .addProperty("current_etag", Schemas.of("string").description("The current ETag, for If-Match."))
                .addProperty(
                        "active_version_id",
                        new JsonSchema()
                                .typesItem("string")
                                .typesItem("null")
                                .description("The active version of the zone; null for none."));
    }

    private static Schema<?> details() {
        var issues = Schemas.of("object")
                .required(List.of("issues"))
                .addProperty("issues", Schemas.list(Schemas.reference(ISSUE)));
        return Schemas.either(issues, Schemas.list(Schemas.reference("FoundProblem")))
                .description("What is wrong with a body, or with the documents in it.");
    }

    private static Schema<?> issue() {
        return Schemas.of("object")
                .required(List.of("path", "message"))
                .addProperty("path", Schemas.list(Schemas.of("string")))
                .addProperty("message", Schemas.of("string"));
    }
}
