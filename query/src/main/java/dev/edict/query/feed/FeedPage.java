package dev.edict.query.feed;

import java.util.List;

/**
 * The zones that changed after a cursor, one entry per zone, in the order of the changes.
 *
 * @param cursor where the next request continues
 * @param complete whether nothing else had changed when this was read
 */
record FeedPage(String cursor, boolean complete, List<FeedChange> changes) {}
