-- A console's token stands for many accounts: a receipt is for the one that the request was made for, '' for none.

alter table command.receipt add column account text not null default '';
alter table command.receipt drop constraint receipt_pkey;
alter table command.receipt add primary key (actor, account, key);
