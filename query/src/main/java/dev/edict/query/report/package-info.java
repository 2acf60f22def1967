/** The compliance report of a zone and a period, read from the log, the loads and the sealed decisions. */
package dev.edict.query.report;
