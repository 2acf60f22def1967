create index outbox_sent on bridge.outbox (sent_at) where sent_at is not null;
