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

/** How long decision audit events are kept, over HTTP (contract §1.6). */
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
    @Operation(operationId = "getAuditRetention", summary = "Tells how long decisions are kept.", tags = "Audit")
    Retention get() {
        var max = properties.maxDays();
        return retention.find().map(chosen -> Retention.of(chosen, max)).orElse(new Retention(max, max, null, null));
    }

    @PutMapping("/v1/audit-retention")
    @RolesAllowed("installation:write")
    @Operation(operationId = "changeAuditRetention", summary = "Chooses how long decisions are kept.", tags = "Audit")
    @ApiResponse(responseCode = "400", description = "retention_above_limit")
    Retention change(@Valid @RequestBody RetentionBody body) {
        if (body.retentionDays() > properties.maxDays()) {
            throw RETENTION_ABOVE_LIMIT
                    .because("audit events are kept for %d days at most", properties.maxDays())
                    .with("maxDays", properties.maxDays());
        }
        return commands.send(new ChangeAuditRetention(body.retentionDays()), result -> get());
    }

    /** Strict: an unknown key is refused. */
    record RetentionBody(
            @NotNull @Positive Integer retentionDays,
            @JsonAnySetter @Nullable @Size(max = 0, message = "unknown key") Map<String, Object> unknown) {}

    /** A choice above a limit that was lowered since counts as the limit. */
    record Retention(int retentionDays, int maxDays, @Nullable String updatedBy, @Nullable Instant updatedAt) {

        static Retention of(Chosen chosen, int maxDays) {
            return new Retention(Math.min(chosen.days(), maxDays), maxDays, chosen.updatedBy(), chosen.updatedAt());
        }
    }
}
