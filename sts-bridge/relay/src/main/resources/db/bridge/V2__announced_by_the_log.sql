-- An outbox row is never written without an event, and the log announces those.
drop trigger announce on bridge.outbox;
drop function bridge.announce();
