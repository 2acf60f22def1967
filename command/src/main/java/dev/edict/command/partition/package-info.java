/** What the decisions of a zone in a month were, recorded once before they are dropped. */
package dev.edict.command.partition;
