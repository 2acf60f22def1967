alter table command.admin_token
    drop constraint admin_token_capability_check,
    add constraint admin_token_capability_check check (capability in ('read', 'write', 'approve', 'replica', 'decide'));
