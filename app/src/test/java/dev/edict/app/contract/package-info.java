/** The wire contract as a table, and a request for every line of it. */
package dev.edict.app.contract;
