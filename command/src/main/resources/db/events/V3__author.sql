-- Whom a change is credited to: the one it was done for while that name is kept, and otherwise who did it.

create function events.author(note text, actor text) returns text language sql stable
    return coalesce((select n.text from events.note n where n.note_id = note), actor);
