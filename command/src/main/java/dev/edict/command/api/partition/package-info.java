/** Commands and events of decision partitions: the decisions of a zone in a month. */
package dev.edict.command.api.partition;
