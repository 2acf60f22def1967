-- A report on a period asks for these events from the beginning of the log on; there are few of them in a long log.
create index domain_event_report on events.domain_event (events.zone_of(payload), global_index)
    where event_type in ('zone.registered', 'zone.changed', 'policy_set.version_created', 'admin_token.minted',
        'admin_token.revoked', 'decision_partition.sealed');
