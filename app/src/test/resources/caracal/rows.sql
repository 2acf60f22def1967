-- Rows as years of use leave them. Every tenth zone, policy and eighth set is archived; names of archived policies are used
-- again; every seventh policy has gaps in its numbers; some heads say something else of their last change than their
-- versions do. {zones}, {policies} (of a zone) and {versions} (of a policy) are put in by whoever runs this.

insert into zones (id, name, slug, dcr_enabled, operator_coauthor_badge, operator_governed, created_by,
    created_via_operator, updated_by, created_at, updated_at, archived_at, owner_account_id)
select 'zone-' || z, 'Zone “' || z || '”', 'zone-' || z, z % 4 = 0, z % 5 <> 0, z % 6 = 0, 'ann@example.com',
    z % 3 = 0, case when z % 5 = 0 or z % 6 = 0 then 'bob@example.com' end,
    timestamptz '2024-01-01 00:00:00.000123+00' + z * interval '1 day 1 microsecond',
    timestamptz '2024-01-01 00:00:00.000123+00' + z * interval '1 day 1 microsecond'
        + case when z % 5 = 0 or z % 6 = 0 then interval '3 hours' else interval '0' end,
    case when z % 10 = 0 then timestamptz '2025-10-01 00:00:00.5+00' end, case when z % 2 = 0 then 'account-' || z end
from generate_series(1, {zones}) z;

create temporary table p as
select p, 'zone-' || (p - 1) / {policies} + 1 as zone_id,
    timestamptz '2024-06-01 00:00:00.000001+00' + p * interval '7 minutes 3 microseconds' as born,
    p % 10 = 0 as gone
from generate_series(1, {zones} * {policies}) p;

create temporary table v as
select p, zone_id, n, case when p % 7 = 0 and n > 3 then 2 * n - 3 else n end as version,
    born + (n - 1) * interval '1 hour 1 microsecond' as at,
    (array['ann@example.com', 'bob@example.com', 'admin:01920000'])[1 + (p + n) % 3] as by,
    (p + n) % 4 = 0 as operator,
    case when p % 25 = 0 and n = 2
        then E'# caracal:data-document\npackage caracal.authz\nimport rego.v1\napp_ids := {"a": input.principal.id}\n'
        else E'# caracal:data-document\npackage caracal.authz\napp_ids := {"app-' || p || E'-é": "v' || n || E'"}\n'
    end as content
from p cross join generate_series(1, {versions}) n;

insert into policies (id, zone_id, name, description, archived_at, created_by, created_at, created_via_operator,
    updated_at, updated_by, updated_via_operator)
select 'policy-' || p.p, p.zone_id, 'grants-' || case when gone then p.p - 1 else p.p end,
    case when p.p % 3 = 0 then 'of policy ' || p.p end,
    case when gone then timestamptz '2025-03-01 00:00:00.000777+00' + p.p * interval '1 second' end,
    'ann@example.com', born, p.p % 5 = 0,
    case when p.p % 11 = 0 then timestamptz '2025-04-01 00:00:00.25+00'
         when gone then timestamptz '2025-03-01 00:00:00.000777+00' + p.p * interval '1 second'
         when {versions} > 1 then last.at else born end,
    case when p.p % 11 = 0 then null when gone then 'cem@example.com' when {versions} > 1 then last.by end,
    case when p.p % 11 = 0 or gone or {versions} = 1 then false else last.operator end
from p join v last on last.p = p.p and last.n = {versions};

insert into policy_versions (id, policy_id, version, content, content_sha256, schema_version, created_by, created_at,
    created_via_operator)
select 'pv-' || p || '-' || version, 'policy-' || p, version, content,
    encode(sha256(convert_to(content, 'UTF8')), 'hex'), '2026-05-20', by, at, operator
from v;

create temporary table s as
select z, s, 'zone-' || z as zone_id, 'set-' || z || '-' || s as id,
    timestamptz '2025-05-01 00:00:00.000009+00' + (4 * z + s) * interval '1 hour 1 microsecond' as born,
    s = 4 and z % 2 = 0 as gone
from generate_series(1, {zones}) z cross join generate_series(1, 4) s;

create temporary table sv as
select s.*, k as n, s.id || '-v' || k as version_id, born + k * interval '10 minutes' as at,
    (array['ann@example.com', 'dee@example.com'])[1 + (s + k) % 2] as by,
    (select '[' || string_agg('{"policy_version_id":"pv-' || v.p || '-' || v.version || '"}', ',' order by v.p desc) || ']'
     from v where v.zone_id = s.zone_id and v.n = 1 + k % {versions} and v.p % 4 = s.s - 1) as manifest
from s cross join generate_series(1, 3) k;

-- The first set of a zone governs it; the second one did before. Of an odd zone a version was sealed afterwards.
insert into policy_sets (id, zone_id, name, description, archived_at, created_by, created_at, created_via_operator,
    updated_at, updated_by, updated_via_operator)
select s.id, s.zone_id, 'set ' || s.s, null, case when s.gone then s.born + interval '2 days' end, 'ann@example.com', s.born, false,
    case when s.s = 1 and s.z % 2 = 0 then s.born + interval '1 day' when s.gone then s.born + interval '2 days' else last.at end,
    case when s.s = 1 and s.z % 2 = 0 then 'eve@example.com' when s.gone then 'cem@example.com' else last.by end,
    s.s = 1 and s.z % 4 = 0
from s join sv last on last.id = s.id and last.n = 3;

insert into policy_set_versions (id, policy_set_id, version, manifest_json, manifest_sha256, schema_version, created_by,
    created_at)
select version_id, id, n, manifest::jsonb, encode(sha256(convert_to(manifest, 'UTF8')), 'hex'), '2026-05-20', by, at
from sv;

insert into policy_set_bindings (zone_id, policy_set_id, active_version_id, updated_at)
select zone_id, id, case when s = 1 then id || '-v' || 1 + z % 2 end,
    case when s = 1 and z % 2 = 0 then born + interval '1 day'
         when s = 1 then born + interval '15 minutes 1 microsecond'
         when s = 2 then born + interval '20 minutes'
         when gone then born + interval '2 days' else born end
from s;

drop table p, v, s, sv;
