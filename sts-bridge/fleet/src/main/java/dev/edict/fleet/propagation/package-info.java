/** What became of each activation: which decision points had to load it, and which of them did. */
package dev.edict.fleet.propagation;
