package dev.edict.replica.spring.input;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The names of a token's claims.
 *
 * @param application the id of the calling application
 * @param labels its labels, an array
 * @param zone the zone it belongs to; needed where the gateway has several zones
 */
public record ClaimNames(
        @DefaultValue("client_id") String application,
        @DefaultValue("labels") String labels,
        @DefaultValue("zone_id") String zone) {}
