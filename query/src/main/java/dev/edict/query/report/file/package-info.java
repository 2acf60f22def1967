/** The compliance report as a file: HTML, JSON or CSV, written as it is read. */
package dev.edict.query.report.file;
