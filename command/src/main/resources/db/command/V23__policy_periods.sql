-- When each policy version governed, as part of any set version: a change of governance that keeps it ends no period. Its
-- history would have to be gathered from every set version that has it, and those become more and more.

create table command.policy_period (
    policy_version_id text   not null,
    from_seq          bigint not null,
    until_seq         bigint,
    primary key (policy_version_id, from_seq)
);
comment on column command.policy_period.from_seq is 'the change of its zone''s governance that brought it';
comment on column command.policy_period.until_seq is 'the change that left it out; null: it governs';
create unique index policy_period_open on command.policy_period (policy_version_id) where until_seq is null;

insert into command.policy_period (policy_version_id, from_seq, until_seq)
with change as (
    select events.zone_of(e.payload) as zone_id, events.activation_seq_of(e.payload) as seq,
        e.payload::json ->> 'versionId' as version_id
    from events.domain_event e
    where e.event_type in ('zone.version_activated', 'zone.activation_rolled_back', 'zone.deactivated')),
member as (
    select distinct c.zone_id, c.seq, m.policy_version_id
    from change c join command.manifest_entry m on m.version_id = c.version_id),
-- along consecutive changes, number and rank differ by the same
island as (
    select zone_id, policy_version_id, seq,
        seq - row_number() over (partition by policy_version_id order by seq) as number
    from member),
latest as (select zone_id, max(seq) as seq from change group by zone_id)
select i.policy_version_id, min(i.seq), nullif(max(i.seq) + 1, latest.seq + 1)
from island i join latest on latest.zone_id = i.zone_id
group by i.policy_version_id, i.number, latest.seq;
