-- Some decision points register nothing: their requests and the status that they post say what they enforce.

alter table bridge.decision_point
    add column process text,
    drop constraint decision_point_kind_check,
    add constraint decision_point_kind_check check (kind in ('replica', 'sts', 'opa')),
    drop constraint decision_point_ended_by_check,
    add constraint decision_point_ended_by_check check (ended_by in ('goodbye', 'dismissed', 'replaced'));
comment on column bridge.decision_point.process is
    'of one that posts its status: what differs with each start; null for others';
comment on column bridge.decision_point.counter is
    'of the last report; of one that posts its status: when its last request ended by its clock, in microseconds';
