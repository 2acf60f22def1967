-- Some decision points do not report: Edict asks them how they decide canaries.

create table bridge.canary_agent (
    id text not null primary key
);
comment on table bridge.canary_agent is
    'the Open Policy Agents that have an address for canaries, as the process that asks them is configured';
