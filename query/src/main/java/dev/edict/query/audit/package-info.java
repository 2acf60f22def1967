/** What decision points decided, and who called the Admin API. */
package dev.edict.query.audit;
