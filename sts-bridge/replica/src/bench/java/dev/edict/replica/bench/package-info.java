/** What a decision of a replica costs while its bundle is replaced. */
package dev.edict.replica.bench;
