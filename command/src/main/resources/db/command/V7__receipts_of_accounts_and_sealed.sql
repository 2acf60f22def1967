-- A console's token stands for many accounts: a receipt is for the one that the request was made for, '' for none. An
-- answer with a secret is sealed with its token and key, so the key stands here as its hash only.

alter table command.receipt
    add column account text not null default '',
    add column sealed boolean not null default false,
    drop constraint receipt_pkey;
update command.receipt set key = encode(sha256(convert_to(key, 'UTF8')), 'hex');
alter table command.receipt add primary key (actor, account, key);
comment on column command.receipt.key is 'SHA-256 of the Idempotency-Key, in hex';
