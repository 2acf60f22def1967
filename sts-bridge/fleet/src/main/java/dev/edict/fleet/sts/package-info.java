/** Stock STS as decision points: the signed status endpoint of every address of the configured names. */
package dev.edict.fleet.sts;
