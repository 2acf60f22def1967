package dev.edict.query;

import java.time.Instant;

/** A row of a list that is ordered by creation time and id, newest first. */
public interface Listed {

    String id();

    Instant createdAt();
}
