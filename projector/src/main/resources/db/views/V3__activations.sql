-- The history of a zone's governance is read by number: which change came next is when this one ended.

create index timeline_activation on views.timeline (zone_id, activation_seq) where activation_seq is not null;
