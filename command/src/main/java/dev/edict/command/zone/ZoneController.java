package dev.edict.command.zone;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.github.f4b6a3.uuid.UuidCreator;
import dev.edict.command.api.zone.RegisterZone;
import dev.edict.command.log.Commands;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Registering zones over HTTP (contract §1.5). */
@RestController
class ZoneController {

    private final Commands commands;
    private final JdbcZones zones;

    ZoneController(Commands commands, JdbcZones zones) {
        this.commands = commands;
        this.zones = zones;
    }

    @PostMapping("/v1/zones")
    @ResponseStatus(HttpStatus.CREATED)
    CreatedZone register(@Valid @RequestBody ZoneBody body, Principal caller) {
        var zoneId = UuidCreator.getTimeOrderedEpoch().toString();
        var dcrEnabled = body.dcrEnabled() != null && body.dcrEnabled();
        return commands.send(new RegisterZone(zoneId, body.name(), body.slug(), dcrEnabled), result -> {
            var registered = zones.registered(zoneId);
            return new CreatedZone(
                    zoneId,
                    body.name(),
                    registered.slug(),
                    dcrEnabled,
                    true,
                    false,
                    caller.getName(),
                    false,
                    null,
                    false,
                    registered.createdAt(),
                    registered.createdAt());
        });
    }

    /** Unlike other bodies this one is strict: an unknown key is refused. */
    record ZoneBody(
            @NotNull @Size(min = 1, max = 120) String name,
            @Nullable @Size(max = 128) @Pattern(regexp = "[a-z0-9-]+") String slug,
            @Nullable Boolean dcrEnabled,
            @JsonAnySetter @Nullable @Size(max = 0, message = "unknown key") Map<String, Object> unknown) {

        ZoneBody {
            // the contract trims before it measures; a missing name is refused by its constraint
            name = name == null ? null : name.strip();
        }
    }

    record CreatedZone(
            String id,
            String name,
            String slug,
            boolean dcrEnabled,
            boolean operatorCoauthorBadge,
            boolean operatorGoverned,
            String createdBy,
            boolean createdViaOperator,
            @Nullable String updatedBy,
            boolean updatedViaOperator,
            Instant createdAt,
            Instant updatedAt) {}
}
