-- Evidence as the log is: rows are inserted and read. Nothing is pruned yet; what prunes will have to say so here.

create trigger append_only before update or delete or truncate on command.admin_audit
    for each statement execute function events.refuse_change();
