-- A decision point that verifies with another key drops every invalidation: its reports say so.

alter table bridge.decision_point
    add column rejected_invalidations bigint not null default 0,
    add column rejected_at            timestamptz;
comment on column bridge.decision_point.rejected_invalidations is
    'entries of the stream that it dropped since its start, because their signature did not verify';
comment on column bridge.decision_point.rejected_at is 'when that number last grew; null: never';
