/** What a compliance report says. */
package dev.edict.query.report.content;
