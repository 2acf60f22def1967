package dev.edict.command.retention;

import static dev.edict.command.api.Rejection.Reason.RETENTION_ABOVE_LIMIT;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import dev.edict.command.api.retention.ChangeAuditRetention;
import dev.edict.command.commandbus.CommandSender;
import dev.edict.command.retention.JdbcAuditRetention.Chosen;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The retention of decision audit events over HTTP (contract §1.6). */
@RestController
class AuditRetentionController {

    private final CommandSender commands;
    private final JdbcAuditRetention retention;
    private final RetentionProperties properties;

    AuditRetentionController(CommandSender commands, JdbcAuditRetention retention, RetentionProperties properties) {
        this.commands = commands;
        this.retention = retention;
        this.properties = properties;
    }

    @GetMapping("/v1/audit-retention")
    @RolesAllowed("installation:read")
    @Operation(
            operationId = "getAuditRetention",
            summary = "Gets the retention of decision audit events.",
            tags = "Audit")
    Retention get() {
        var max = properties.maxDays();
        return retention.find().map(chosen -> Retention.of(chosen, max)).orElse(new Retention(max, max, null, null));
    }

    @PutMapping("/v1/audit-retention")
    @RolesAllowed("installation:write")
    @Operation(
            operationId = "changeAuditRetention",
            summary = "Changes the retention of decision audit events.",
            tags = "Audit")
    @ApiResponse(responseCode = "400", description = "retention_above_limit")
    Retention change(@Valid @RequestBody RetentionBody body) {
        if (body.retentionDays() > properties.maxDays()) {
            throw RETENTION_ABOVE_LIMIT
                    .because("the retention of audit events must not exceed %d days", properties.maxDays())
                    .with("maxDays", properties.maxDays());
        }
        return commands.send(new ChangeAuditRetention(body.retentionDays()), result -> get());
    }

    /** Strict: rejects unknown keys. */
    record RetentionBody(
            @NotNull @Positive Integer retentionDays,
            @JsonAnySetter @Nullable @Size(max = 0, message = "unknown key") Map<String, Object> unknown) {}

    /** A stored value above a limit that was lowered later counts as the limit. */
    record Retention(int retentionDays, int maxDays, @Nullable String updatedBy, @Nullable Instant updatedAt) {

        static Retention of(Chosen chosen, int maxDays) {
            return new Retention(Math.min(chosen.days(), maxDays), maxDays, chosen.updatedBy(), chosen.updatedAt());
        }
    }
}
