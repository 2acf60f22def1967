/** Downloads compliance reports. */
package dev.edict.console.report;
