-- The role with which a token service (STS) reads its policy from Edict, in the database that has Edict's schemas:
--
--     psql -v ON_ERROR_STOP=1 -c '\getenv password STS_PASSWORD' -f sts-role.sql "$DATABASE_URL"
--
-- What else it needs of the tables in public is granted as for the role it had before.

create role edict_sts login password :'password';

-- Policy is found in Edict's schema, everything else where it always was.
alter role edict_sts set search_path = views, public;

-- Optional: only for a Caracal's own tables with row policies, behind a pooler that lets no startup parameter through.
alter role edict_sts set caracal.zone_id = '*';

grant usage on schema views to edict_sts;
grant select on
    views.policies,
    views.policy_versions,
    views.policy_sets,
    views.policy_set_versions,
    views.policy_set_bindings,
    -- for decision points that ask which activation a bundle belongs to; a stock token service does not
    views.zone_activations
to edict_sts;
