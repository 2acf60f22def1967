-- Names that only differ in how accents are encoded are the same name. What was stored before stays as it is: of live
-- names that would be the same now one has the composed form for its own, and the others keep the form they have.

alter table command.policy add column name_key text;
update command.policy p set name_key = case when k.place = 1 then k.composed else p.name end
from (
    select policy_id, normalize(name, nfc) as composed,
        row_number() over (partition by zone_id, archived, normalize(name, nfc)
            order by name <> normalize(name, nfc), created_at, policy_id) as place
    from command.policy) k
where k.policy_id = p.policy_id;
alter table command.policy alter column name_key set not null;
comment on column command.policy.name_key is 'the form in which names are compared, NFC';
drop index command.policy_live_name;
create unique index policy_live_name on command.policy (zone_id, name_key) where not archived;

alter table command.policy_set add column name_key text;
update command.policy_set s set name_key = case when k.place = 1 then k.composed else s.name end
from (
    select policy_set_id, normalize(name, nfc) as composed,
        row_number() over (partition by zone_id, archived, normalize(name, nfc)
            order by name <> normalize(name, nfc), created_at, policy_set_id) as place
    from command.policy_set) k
where k.policy_set_id = s.policy_set_id;
alter table command.policy_set alter column name_key set not null;
comment on column command.policy_set.name_key is 'the form in which names are compared, NFC';
drop index command.policy_set_live_name;
create unique index policy_set_live_name on command.policy_set (zone_id, name_key) where not archived;
